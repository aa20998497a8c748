import clsx from 'clsx'
import type { Bubble, MessageGroup } from './group-messages.ts'
import { LinkedText } from './linked-text.tsx'

interface MessageBubbleProps {
  bubble: Bubble
  group: Pick<MessageGroup, 'side' | 'kind'>
  isLast: boolean
  onRetry: (clientId: string) => void
  onDiscard: (clientId: string) => void
}

/** One message and, if it could not be sent, what can be done about it. */
export function MessageBubble({ bubble, group, isLast, onRetry, onDiscard }: MessageBubbleProps) {
  const { key, body, outgoing } = bubble
  const isEnd = group.side === 'end'
  return (
    <>
      <div
        dir="auto"
        className={clsx(
          'wrap-anywhere max-w-[min(66ch,82%)] whitespace-pre-wrap px-[13px] py-2 text-start text-[14.5px]',
          isEnd ? 'self-end' : 'self-start',
          looks(group),
          outgoing && outgoing.state !== 'sent' && 'opacity-85',
          isLast && group.kind === 'text' && (isEnd ? 'rounded-ee-[6px]' : 'rounded-es-[6px]'),
        )}
      >
        <LinkedText text={body} />
      </div>
      {outgoing?.failure && (
        <p className="mx-1 flex flex-wrap items-center gap-x-3 self-end text-[12.5px]">
          <button
            type="button"
            onClick={() => onRetry(key)}
            className="min-h-7 text-danger hover:underline pointer-coarse:min-h-10"
          >
            Not sent · tap to try again
          </button>
          <button
            type="button"
            onClick={() => onDiscard(key)}
            className="min-h-7 text-faint hover:underline pointer-coarse:min-h-10"
          >
            Discard
          </button>
          <span className="basis-full text-end text-faint">{outgoing.failure.message}</span>
        </p>
      )}
    </>
  )
}

function looks({ kind, side }: Pick<MessageGroup, 'side' | 'kind'>): string {
  if (kind === 'note') return 'rounded-row border border-note-line bg-note'
  return side === 'end' ? 'rounded-bubble bg-accent text-on-accent' : 'rounded-bubble bg-theirs'
}
