import type { Agent, RoomSummary } from '@shopbell/chat-core'

export interface AlertContext {
  readonly me: Pick<Agent, 'id' | 'availability'>
  readonly openRoomId: string | null
  /** Whether the browser tab is out of sight. */
  readonly isHidden: boolean
}

export interface Alert {
  readonly kind: 'waiting' | 'message'
  readonly room: RoomSummary
}

/** The same in every tab that learns of it, and another for the next message or the next wait. */
export const newsOf = ({ kind, room }: Alert): string =>
  `${kind} ${room.id} ${kind === 'waiting' ? room.waitingSince : room.lastMessage?.createdAt}`

/** A wait that began this shortly before the room's latest change began with that change. */
const SAME_CHANGE_MS = 2_000

/**
 * Whether the newest word on a room deserves an alert: a customer who has just begun to wait, or a customer's
 * message in a room of one's own. What is in front of the agent's eyes never does, and an offline agent hears
 * nothing of the line. `before` is what was known of the room, if anything was.
 */
export function alertFor(
  room: RoomSummary,
  before: RoomSummary | undefined,
  context: AlertContext,
): Alert | null {
  return context.openRoomId === room.id && !context.isHidden ? null : newsFor(room, before, context)
}

/** The same, wherever the agent looks: what one tab has in front of them, the others need not tell. */
export function newsFor(
  room: RoomSummary,
  before: RoomSummary | undefined,
  context: Pick<AlertContext, 'me'>,
): Alert | null {
  if (room.status === 'waiting')
    return context.me.availability !== 'offline' && hasBegunToWait(room, before)
      ? { kind: 'waiting', room }
      : null
  return room.assignee?.id === context.me.id && hasNewCustomerMessage(room, before)
    ? { kind: 'message', room }
    : null
}

/** Whether an alert told of the room before still holds: a colleague may have taken it, or the agent have read it. */
export const isAlertOver = (room: RoomSummary, me: AlertContext['me']): boolean =>
  room.status !== 'waiting' && (room.assignee?.id !== me.id || room.unreadCount === 0)

function hasBegunToWait(room: RoomSummary, before: RoomSummary | undefined): boolean {
  if (room.waitingSince === null) return false
  if (before) return before.waitingSince !== room.waitingSince
  // Both times are the server's, so a wrong clock on this machine cannot matter.
  return Date.parse(room.updatedAt) - Date.parse(room.waitingSince) < SAME_CHANGE_MS
}

function hasNewCustomerMessage(room: RoomSummary, before: RoomSummary | undefined): boolean {
  const { lastMessage } = room
  if (lastMessage?.authorKind !== 'customer' || room.unreadCount === 0) return false
  // Not `lastSeq`: that grows with what the system says, too.
  return lastMessage.createdAt !== before?.lastMessage?.createdAt
}
