import clsx from 'clsx'
import { memo } from 'react'
import { Avatar } from '@/ui/avatar'
import { timeLabel } from './day-label.ts'
import type { MessageGroup } from './group-messages.ts'
import { MessageBubble } from './message-bubble.tsx'

interface MessageGroupProps {
  group: MessageGroup
  onRetry: (clientId: string) => void
  onDiscard: (clientId: string) => void
}

/** What one person wrote in one go: who and when once, then the words. */
export const MessageGroupView = memo(function MessageGroupView(props: MessageGroupProps) {
  const { group, onRetry, onDiscard } = props
  const isEnd = group.side === 'end'
  return (
    <div className="mt-3 flex flex-col gap-[3px]">
      <p
        className={clsx(
          'mx-1 mb-0.5 flex items-center gap-2 text-faint text-xs tabular-nums',
          isEnd && 'self-end',
        )}
      >
        {!isEnd && <Avatar id={group.author.id} name={group.author.name} size="sm" />}
        <GroupTitle group={group} />
      </p>
      {group.bubbles.map((bubble, index) => (
        <MessageBubble
          key={bubble.key}
          bubble={bubble}
          group={group}
          isLast={index === group.bubbles.length - 1}
          onRetry={onRetry}
          onDiscard={onDiscard}
        />
      ))}
    </div>
  )
})

function GroupTitle({ group: { author, bubbles, isMine, kind } }: { group: MessageGroup }) {
  const at = bubbles[0]?.at ?? new Date()
  const who = isMine ? 'You' : author.name
  return (
    <span dir="auto" className="wrap-anywhere">
      {kind === 'note' && (
        <b className="font-semibold text-waiting-ink">Note · only the team sees this · </b>
      )}
      {who} <time dateTime={at.toISOString()}>{timeLabel(at)}</time>
    </span>
  )
}
