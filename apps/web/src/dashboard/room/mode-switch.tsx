import clsx from 'clsx'
import type { ComposerMode } from './drafts-store.ts'

const names: Record<ComposerMode, string> = { reply: 'Reply', note: 'Note' }

interface ModeSwitchProps {
  mode: ComposerMode
  onChange: (mode: ComposerMode) => void
}

/** Reply to the customer, or note for the team. */
export function ModeSwitch({ mode, onChange }: ModeSwitchProps) {
  return (
    <fieldset className="flex gap-0.5">
      <legend className="sr-only">What to write</legend>
      {(Object.keys(names) as ComposerMode[]).map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === mode}
          onClick={() => onChange(option)}
          className={clsx(
            'min-h-7 rounded-lg px-2.5 text-[13px] transition-colors duration-150 pointer-coarse:min-h-10',
            option === mode ? 'bg-closed font-semibold text-ink' : 'text-soft hover:bg-theirs',
          )}
        >
          {names[option]}
        </button>
      ))}
    </fieldset>
  )
}
