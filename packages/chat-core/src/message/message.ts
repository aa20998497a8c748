import type { Actor, Party } from '../actor.ts'
import type { RoomStatus } from '../room/room.ts'
import type { ChoosingStrategy } from '../routing/strategy.ts'

export type AuthorKind = 'customer' | 'agent' | 'system'

export interface Author {
  readonly kind: AuthorKind
  /** null for the system, and for nobody else. */
  readonly id: string | null
  readonly name: string
}

export type CloseReason = 'resolved' | 'left' | 'joined'

/** What a system message says: the audit trail, and what moves the view (DL-4). */
export type RoomFact =
  | { readonly type: 'room.opened' }
  | { readonly type: 'room.reopened'; readonly by: Party; readonly assignee: Party | null }
  | {
      readonly type: 'room.assigned'
      readonly agent: Party
      /** null when the agent took it, or routing chose them. */
      readonly by: Party | null
      readonly waitedMs: number
      /** How routing chose the agent, if it was routing. */
      readonly strategy?: ChoosingStrategy
    }
  | {
      readonly type: 'room.transferred'
      readonly by: Party
      readonly agent: Party | null
      readonly group: Party | null
    }
  /** The agent it belonged to is not there any more; it waits as if nobody had taken it, since `waitingSince`. */
  | {
      readonly type: 'room.requeued'
      /** Who sent the agent away. */
      readonly by: Party
      readonly agent: Party
      readonly waitingSince: string
    }
  /** Its group is no more; it goes on in this one, with the owner or the turn it has. */
  | { readonly type: 'room.regrouped'; readonly by: Party; readonly group: Party }
  | { readonly type: 'room.closed'; readonly by: Party; readonly reason: CloseReason }
  | { readonly type: 'room.rated'; readonly score: number; readonly comment: string | null }
  /** The customer signed in, and is this person from now on. */
  | { readonly type: 'customer.identified'; readonly customer: Party }
  /** The history of an anonymous room was carried over into this one; and what this one is since then. */
  | {
      readonly type: 'room.joined'
      readonly messageCount: number
      readonly status: RoomStatus
      readonly assignee: Party | null
      readonly waitingSince: string | null
    }

export type RoomFactType = RoomFact['type']

interface Entry {
  readonly roomId: string
  /** Place in the room's log: dense from 1, in commit order. */
  readonly seq: number
  readonly threadId: string
  readonly author: Author
  /** ISO 8601, UTC. For reading only: order is `seq`. */
  readonly createdAt: string
}

export interface TextMessage extends Entry {
  readonly kind: 'text'
  readonly body: string
  readonly clientId: string
}

/** Seen by agents only. */
export interface NoteMessage extends Entry {
  readonly kind: 'note'
  readonly body: string
  readonly clientId: string
}

export interface SystemMessage extends Entry {
  readonly kind: 'system'
  readonly fact: RoomFact
}

export type Message = TextMessage | NoteMessage | SystemMessage
export type MessageKind = Message['kind']

type Unplaced<T> = T extends Message ? Omit<T, 'roomId' | 'seq' | 'threadId' | 'createdAt'> : never

/** A message before the store gave it a place. */
export type NewMessage = Unplaced<Message>

export const systemMessage = (fact: RoomFact): NewMessage => ({
  kind: 'system',
  author: { kind: 'system', id: null, name: 'System' },
  fact,
})

export const authorOf = ({ kind, id, name }: Actor): Author => ({ kind, id, name })

/** Whether a stored message is what this send asks for again (DL-2). */
export const isSameSend = (
  message: Message,
  actor: Actor,
  send: { readonly kind: 'text' | 'note'; readonly body: string },
): boolean =>
  message.kind === send.kind &&
  message.body === send.body &&
  message.author.kind === actor.kind &&
  message.author.id === actor.id

export type Audience = 'customer' | 'staff'

/** MS-5: notes never reach a customer. */
export const isVisibleTo = (message: Message, audience: Audience): boolean =>
  audience === 'staff' || message.kind !== 'note'
