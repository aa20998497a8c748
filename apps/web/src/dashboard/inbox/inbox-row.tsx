'use client'

import type { RoomSummary } from '@shopbell/chat-core'
import clsx from 'clsx'
import { memo } from 'react'
import { Avatar } from '@/ui/avatar'
import { StatusBadge } from '@/ui/status-badge'
import { useNow } from '../use-now.ts'
import { formatWait } from './format-wait.ts'
import { formatWhen } from './format-when.ts'

const SECOND_MS = 1_000
const WHEN_EVERY_MS = 15_000

interface InboxRowProps {
  room: RoomSummary
  /** The name of the agent who looks, to say `You`. */
  myName: string
  href: string
  isSelected: boolean
  /** The one row that Tab stops at. */
  isTabStop: boolean
  onOpen: (roomId: string) => void
}

/** One room in the list. A real link, so that it opens in a tab of its own too, where it takes nothing. */
export const InboxRow = memo(function InboxRow(props: InboxRowProps) {
  const { room, myName, href, isSelected, isTabStop, onOpen } = props
  return (
    <a
      href={href}
      data-room-id={room.id}
      aria-current={isSelected ? 'true' : undefined}
      tabIndex={isTabStop ? 0 : -1}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen(room.id)
      }}
      className={clsx(
        'grid h-full grid-cols-[38px_minmax(0,1fr)_auto] items-center gap-x-2.5 gap-y-0.5 rounded-row px-2.5 outline-offset-[-2px] transition-colors duration-150',
        isSelected ? 'bg-accent-wash' : 'hover:bg-theirs',
      )}
    >
      <span className="row-span-2">
        <Avatar id={room.customer.id} name={room.customer.name} />
      </span>
      <bdi className="truncate self-end font-semibold">{room.customer.name}</bdi>
      <When iso={room.lastMessage?.createdAt ?? room.updatedAt} />
      <LastMessage room={room} myName={myName} />
      <span className="flex items-center justify-end gap-1.5 self-start">
        <Unread count={room.unreadCount} />
        {room.waitingSince ? (
          <WaitBadge since={room.waitingSince} />
        ) : (
          <StatusBadge status={room.status} />
        )}
      </span>
    </a>
  )
})

function LastMessage({ room, myName }: Pick<InboxRowProps, 'room' | 'myName'>) {
  const { lastMessage } = room
  const isMine = lastMessage?.authorKind === 'agent' && lastMessage.authorName === myName
  return (
    <span className="truncate self-start text-[13px] text-soft">
      {isMine && 'You: '}
      <bdi>{lastMessage?.excerpt}</bdi>
    </span>
  )
}

function When({ iso }: { iso: string }) {
  const now = useNow(WHEN_EVERY_MS)
  return (
    <time dateTime={iso} className="self-end text-end text-faint text-xs tabular-nums">
      {formatWhen(iso, now)}
    </time>
  )
}

function Unread({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="grid h-[19px] min-w-[19px] place-items-center rounded-full bg-unread px-[5px] font-bold text-[11px] text-white tabular-nums">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> unread</span>
    </span>
  )
}

/** The wait so far, every second. */
function WaitBadge({ since }: { since: string }) {
  const now = useNow(SECOND_MS)
  return <StatusBadge status="waiting" detail={formatWait(now - Date.parse(since))} />
}
