import type { RoomStatus } from '@shopbell/chat-core'
import type { ConnectionStatus } from '@/chat/connection'

/** Where the customer stands, in one word. */
export type WidgetStatus =
  | 'ready'
  | 'away'
  | 'waiting'
  | 'connected'
  | 'closed'
  | 'reconnecting'
  | 'unreachable'
  | 'offline'

interface StatusInput {
  readonly connection: ConnectionStatus
  /** null before there is a room. */
  readonly room: { readonly status: RoomStatus; readonly isEmpty: boolean } | null
  /** Whether any agent takes chats now. */
  readonly available: boolean
}

/** Derives the one thing to say. What the network does comes first, because all else may be out of date then. */
export function deriveStatus({ connection, room, available }: StatusInput): WidgetStatus {
  if (connection === 'offline' || connection === 'reconnecting' || connection === 'unreachable')
    return connection
  if (room?.status === 'open') return 'connected'
  if (room?.status === 'waiting') return available ? 'waiting' : 'away'
  if (room && !room.isEmpty) return 'closed'
  return available ? 'ready' : 'away'
}
