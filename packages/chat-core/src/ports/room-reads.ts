import type { Message } from '../message/message.ts'

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
