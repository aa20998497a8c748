import { exactTimeLabel } from './day-label.ts'

interface LastTryProps {
  /** By this browser's clock. */
  triedAtMs: number | null
  onTryNow: () => void
}

/** When the server was last tried, and the way to try it now. Not read out by itself: the time changes with each try. */
export function LastTry({ triedAtMs, onTryNow }: LastTryProps) {
  return (
    <span className="flex items-center justify-between gap-3">
      <span className="tabular-nums">
        {triedAtMs !== null && `Last tried ${exactTimeLabel(new Date(triedAtMs))}`}
      </span>
      <button
        type="button"
        onClick={onTryNow}
        className="-my-1 min-h-8 shrink-0 font-semibold hover:underline pointer-coarse:min-h-10"
      >
        Try now
      </button>
    </span>
  )
}
