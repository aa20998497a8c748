import type { RoomStatus } from '@shopbell/chat-core'
import clsx from 'clsx'

const looks: Record<RoomStatus, { className: string; label: string }> = {
  waiting: { className: 'bg-waiting text-waiting-ink', label: 'Waiting' },
  open: { className: 'bg-open text-open-ink', label: 'Open' },
  closed: { className: 'bg-closed text-closed-ink', label: 'Closed' },
}

/** Yellow waiting, green open, gray closed; `detail` follows the word, such as the wait so far. */
export function StatusBadge({ status, detail }: { status: RoomStatus; detail?: string }) {
  const { className, label } = looks[status]
  return (
    <span
      className={clsx(
        'whitespace-nowrap rounded-full px-2 py-px font-semibold text-[11.5px] tabular-nums',
        className,
      )}
    >
      {detail ? `${label} ${detail}` : label}
    </span>
  )
}
