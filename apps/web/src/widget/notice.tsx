import clsx from 'clsx'
import { connectionSentence } from '@/chat/connection-words'
import { LastTry } from '@/chat/last-try'
import { outboxLimits } from '@/chat/outbox-entry'
import type { WidgetState } from './widget-state.ts'
import { useWidget } from './widget-store.ts'

/** The one thing worth knowing right now, above the composer: the place in line, or what is wrong and what is safe. */
export function Notice() {
  const state = useWidget()
  const { error, reconnect } = state
  if (error) {
    return (
      <p
        role="alert"
        className="mx-4 mb-3 flex items-center justify-between gap-3 rounded-row bg-closed px-[13px] py-2 text-[13.5px] text-closed-ink"
      >
        <span className="wrap-anywhere">{error.message}</span>
        <button
          type="button"
          onClick={reconnect}
          className="min-h-8 shrink-0 font-semibold hover:underline pointer-coarse:min-h-10"
        >
          Try again
        </button>
      </p>
    )
  }
  const text = noticeText(state)
  return (
    <div
      className={clsx(
        'mx-4 text-[13.5px]',
        text && 'mb-3 rounded-row px-[13px] py-2',
        text &&
          (state.status === 'waiting'
            ? 'bg-waiting text-waiting-ink'
            : 'bg-closed text-closed-ink'),
      )}
    >
      <p role="status" className="tabular-nums">
        {text}
      </p>
      {state.status === 'unreachable' && (
        <LastTry triedAtMs={state.triedAtMs} onTryNow={reconnect} />
      )}
    </div>
  )
}

function noticeText({ status, lostAtMs, place, outgoing }: WidgetState): string | null {
  if (outgoing.length >= outboxLimits.entries) {
    return 'Many messages wait to be sent. Write on once they are through.'
  }
  if (status === 'offline' || status === 'unreachable')
    return connectionSentence({ status, lostAtMs }, new Date())
  if (status === 'away') return 'We are away. Write anyway, we answer here.'
  if (status !== 'waiting') return null
  return place ? `You are number ${place} in line.` : 'You are in line.'
}
