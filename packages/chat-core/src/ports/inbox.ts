import type { RoomSummary } from '../room/room.ts'

export type InboxFilter = 'mine' | 'waiting' | 'open' | 'closed'

export interface InboxQuery {
  readonly filter: InboxFilter
  /** Opaque; from the page before. */
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface InboxPage {
  readonly rooms: readonly RoomSummary[]
  readonly nextCursor: string | null
}

export interface InboxCounts {
  readonly mine: number
  readonly waiting: number
  readonly open: number
}

export interface QueueEntry {
  readonly room: RoomSummary
  /** 1 for the next in line of the room's group. */
  readonly place: number
}
