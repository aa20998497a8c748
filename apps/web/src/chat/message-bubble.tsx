import type { SendKind } from '@shopbell/chat-core'
import clsx from 'clsx'
import { memo } from 'react'
import { LinkedText } from './linked-text.tsx'
import type { OutboxFailure } from './outbox-entry.ts'

interface MessageBubbleProps {
  clientId: string
  body: string
  side: 'start' | 'end'
  kind: SendKind
  /** Not committed yet. */
  isPending: boolean
  /** The last of what its author wrote in one go. */
  isLast: boolean
  failure: OutboxFailure | null
  onRetry: (clientId: string) => void
  onDiscard: (clientId: string) => void
}

/** One message and, if it could not be sent, what can be done about it. Redrawn only when it changes itself. */
export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const { body, side, kind, isLast, failure } = props
  const corner = side === 'end' ? 'rounded-ee-[6px]' : 'rounded-es-[6px]'
  return (
    <>
      <div
        dir="auto"
        className={clsx(
          'wrap-anywhere mt-[3px] max-w-[min(66ch,82%)] whitespace-pre-wrap px-[13px] py-2 text-start text-[14.5px]',
          side === 'end' ? 'self-end' : 'self-start',
          looks(props),
          isLast && kind === 'text' && corner,
        )}
      >
        <LinkedText text={body} />
      </div>
      {failure && <FailureLine {...props} failure={failure} />}
    </>
  )
})

/** A message that is not committed yet is a shade paler; its words keep their contrast. */
function looks({ kind, side, isPending }: MessageBubbleProps): string {
  if (kind === 'note') return 'rounded-row border border-note-line bg-note'
  if (side === 'start') return 'rounded-bubble bg-theirs'
  return clsx('rounded-bubble text-on-accent', isPending ? 'bg-accent/85' : 'bg-accent')
}

type FailureLineProps = Pick<MessageBubbleProps, 'clientId' | 'onRetry' | 'onDiscard'> & {
  failure: OutboxFailure
}

/** What is too old to be sent unasked was not refused by anybody, and is asked about. */
const choices = {
  refused: { again: 'Not sent · tap to try again', away: 'Discard', color: 'text-danger' },
  expired: { again: 'Send it now', away: 'Delete', color: 'text-accent' },
}

function FailureLine({ clientId, failure, onRetry, onDiscard }: FailureLineProps) {
  const { again, away, color } = choices[failure.code === 'expired' ? 'expired' : 'refused']
  return (
    <p className="mx-1 flex flex-wrap items-center justify-end gap-x-3 self-end text-[12.5px]">
      <button
        type="button"
        onClick={() => onRetry(clientId)}
        className={clsx('min-h-7 hover:underline pointer-coarse:min-h-10', color)}
      >
        {again}
      </button>
      <button
        type="button"
        onClick={() => onDiscard(clientId)}
        className="min-h-7 text-faint hover:underline pointer-coarse:min-h-10"
      >
        {away}
      </button>
      <span className="wrap-anywhere basis-full text-end text-faint">{failure.message}</span>
    </p>
  )
}
