import type { Party } from '../actor.ts'
import type { AuthorKind, Message, NewMessage } from '../message/message.ts'

export type RoomStatus = 'waiting' | 'open' | 'closed'
export type ThreadStatus = 'pending' | 'active' | 'closed'

/** The lasting conversation between one customer and the shop. */
export interface Room {
  readonly id: string
  readonly customer: Party & { readonly identified: boolean }
  readonly group: Party
  readonly status: RoomStatus
  /** Set exactly while the room is open (RM-2). */
  readonly assignee: Party | null
  readonly priority: number
  /** ISO time since when the customer waits; set exactly while the room is waiting. */
  readonly waitingSince: string | null
  /** 0 for a room nobody has written in yet. */
  readonly lastSeq: number
  /** Grows with every change that a list of rooms can show: messages, moves, the customer's name, what staff has read. */
  readonly version: number
  /** The room that carries this one's history on (CU-3): then this one is closed for good and in no list. */
  readonly joinedInto: string | null
  readonly createdAt: string
  /** Of the newest message. */
  readonly updatedAt: string
}

/** One stretch of a room under one owner. Immutable once closed (TH-3). */
export interface Thread {
  readonly id: string
  readonly roomId: string
  readonly status: ThreadStatus
  /** The owner; null exactly for a thread that nobody has taken. */
  readonly agent: Party | null
  readonly group: Party
  readonly openedAt: string
  readonly closedAt: string | null
  readonly rating: number | null
}

/** How much somebody who may become the owner has in hand; it holds until the decision is stored. */
export interface AgentLoad {
  readonly agentId: string
  /** Rooms they own. */
  readonly openRooms: number
  /** The most they may own; null for any number. */
  readonly capacity: number | null
}

/** What a decision looks at: the locked room, its newest thread, and an earlier send with the same key. */
export interface RoomState {
  readonly room: Room
  /** null for a room nobody has written in yet. */
  readonly thread: Thread | null
  /** The stored message with the key the caller passed, if there is one. */
  readonly sent: Message | null
  /** Of the agent the caller passed, if there is one. */
  readonly load: AgentLoad | null
  /** ISO time of the store's clock, the only one there is; the messages of the decision are stamped with it. */
  readonly now: string
  /** How long the customer has waited so far; 0 unless the room is waiting. */
  readonly waitedMs: number
}

/**
 * What the store is to do, in one transaction, in this order: threads, room, messages. The messages belong to the
 * newest thread as it is after that.
 */
export interface RoomDecision {
  /** The status after the decision, with the owner exactly when it is `open`. */
  readonly status: RoomStatus
  readonly assignee: Party | null
  readonly groupId: string
  readonly waitingSince: string | null
  /**
   * `next` closes the live thread, if there is one, and opens another (`pending` for a waiting room, `active` for
   * an open one); `close` only closes; `keep` touches none.
   */
  readonly thread: 'keep' | 'close' | 'next'
  readonly messages: readonly NewMessage[]
  /** Score to write on the newest thread, once (TH-4). */
  readonly rating?: number
}

/** A row of the inbox: the same for every member of staff who may see the room. */
export interface RoomSummary extends Omit<Room, 'createdAt'> {
  /** The newest text: neither notes nor what the system says. */
  readonly lastMessage: {
    readonly authorKind: AuthorKind
    readonly authorName: string
    /** The first `limits.excerptMaxChars` code points of the body. */
    readonly excerpt: string
    readonly createdAt: string
  } | null
  /** Customer messages that the owner (or, without one, any agent) has not read. Derived, never stored. */
  readonly unreadCount: number
}
