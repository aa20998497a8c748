'use client'

import type { RoomSummary } from '@shopbell/chat-core'
import clsx from 'clsx'
import { memo, type ReactNode } from 'react'
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
  const isMine = room.lastMessage?.authorKind === 'agent' && room.lastMessage.authorName === myName
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
        'flex h-full items-center gap-2.5 rounded-row px-2.5 -outline-offset-2 transition-colors duration-150',
        isSelected ? 'bg-accent-wash' : 'hover:bg-theirs',
      )}
    >
      <Avatar id={room.customer.id} name={room.customer.name} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <OneLine className="font-semibold">{room.customer.name}</OneLine>
          <When iso={room.updatedAt} />
        </span>
        <span className="flex items-center gap-1.5 text-[13px] text-soft">
          {isMine && <span>You:</span>}
          <OneLine>{room.lastMessage?.excerpt}</OneLine>
          <Unread count={room.unreadCount} />
          {room.waitingSince ? (
            <WaitBadge since={room.waitingSince} />
          ) : (
            <StatusBadge status={room.status} />
          )}
        </span>
      </span>
    </a>
  )
})

/** Somebody's words on one line: at the list's start, cut where their own writing direction ends. */
function OneLine({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span className="flex min-w-0 flex-1">
      <span dir="auto" className={clsx('truncate', className)}>
        {children}
      </span>
    </span>
  )
}

function When({ iso }: { iso: string }) {
  const now = useNow(WHEN_EVERY_MS)
  return (
    <time dateTime={iso} className="shrink-0 text-faint text-xs tabular-nums">
      {formatWhen(iso, now)}
    </time>
  )
}

function Unread({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="grid h-[19px] min-w-[19px] shrink-0 place-items-center rounded-full bg-unread px-[5px] font-bold text-[11px] text-white tabular-nums">
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
