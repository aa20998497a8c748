import type { Message } from '../message/message.ts'
import type { RoomOwnership } from '../permissions.ts'

export type Reader =
  | { readonly kind: 'customer'; readonly id: string }
  | { readonly kind: 'agent'; readonly id: string }

/** How far each side has read. Watermarks: they only grow (RD-1). */
export interface ReadState {
  readonly customerSeq: number
  readonly staffSeq: number
}

export interface MessagePage {
  /** Ascending by seq. */
  readonly messages: readonly Message[]
  readonly hasMore: boolean
}

/** A stretch of a room's log: the first `limit` messages after `afterSeq`. */
export interface LogQuery {
  readonly roomId: string
  readonly afterSeq: number
  readonly limit: number
}

/** Whose a room is, and which version of it this is. */
export interface LiveRoom extends RoomOwnership {
  readonly id: string
  readonly version: number
}
