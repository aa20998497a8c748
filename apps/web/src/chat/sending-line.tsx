import styles from './chat.module.css'
import { type SendingInput, sendingState } from './sending-state.ts'

/** What became of one's own last message; its place is kept free. */
export function SendingLine(props: SendingInput) {
  const state = sendingState(props)
  return (
    <p className="mx-1 min-h-[18px] self-end text-[11.5px] text-faint">
      {state && (
        <span key={state} className={state === 'Sending' ? styles['lasting'] : undefined}>
          {state}
        </span>
      )}
    </p>
  )
}
