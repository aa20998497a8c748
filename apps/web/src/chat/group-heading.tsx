import clsx from 'clsx'
import { Avatar } from '@/ui/avatar'
import { timeLabel } from './day-label.ts'
import type { MessageGroup } from './group-messages.ts'

/** Who wrote what follows, and when they began. */
export function GroupHeading({ group }: { group: MessageGroup }) {
  const { author, bubbles, isMine, kind, side } = group
  const at = bubbles[0]?.at ?? new Date()
  return (
    <p
      className={clsx(
        'mx-1 mt-3 mb-0.5 flex items-center gap-2 text-faint text-xs tabular-nums',
        side === 'end' && 'self-end',
      )}
    >
      {side === 'start' && <Avatar id={author.id} name={author.name} size="sm" />}
      <span dir="auto" className="wrap-anywhere">
        {kind === 'note' && (
          <b className="font-semibold text-waiting-ink">Note · only the team sees this · </b>
        )}
        <bdi>{isMine ? 'You' : author.name}</bdi>{' '}
        <time dateTime={at.toISOString()}>{timeLabel(at)}</time>
      </span>
    </p>
  )
}
