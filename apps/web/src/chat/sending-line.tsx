import styles from './chat.module.css'
import { type SendingInput, type SendingState, sendingState } from './sending-state.ts'

const words: Record<SendingState, string> = {
  sending: 'Sending',
  waiting: 'Waiting to be sent',
  unsaved: 'Waiting to be sent: keep this page open',
  sent: 'Sent',
  read: 'Read',
}

const isFleeting = (state: SendingState): boolean => state === 'sending' || state === 'waiting'

/** What became of one's own last message; its place is kept free. */
export function SendingLine(props: SendingInput) {
  const state = sendingState(props)
  return (
    <p className="mx-1 min-h-[18px] self-end text-[11.5px] text-faint">
      {state && (
        <span key={state} className={isFleeting(state) ? styles['lasting'] : undefined}>
          {words[state]}
        </span>
      )}
    </p>
  )
}
