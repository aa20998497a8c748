import type { Actor, AgentActor, Party, StaffRole } from './actor.ts'
import type { Audience, Message } from './message/message.ts'
import type { RoomOwnership } from './permissions.ts'
import type { Room, RoomDecision, RoomState, RoomStatus, RoomSummary, Thread } from './room/room.ts'
import type { RoomView } from './room/room-view.ts'

export type SendKind = 'text' | 'note'

export interface AppendInput {
  readonly roomId: string
  readonly kind: SendKind
  readonly body: string
  readonly clientId: string
}

export type Reader =
  | { readonly kind: 'customer'; readonly id: string }
  | { readonly kind: 'agent'; readonly id: string }

/** How far each side has read. Watermarks: they only grow (RD-1). */
export interface ReadState {
  readonly customerSeq: number
  readonly staffSeq: number
}

export type AppendResult =
  | {
      readonly outcome: 'appended' | 'duplicate'
      readonly message: Message
      readonly room: RoomMark
    }
  /** The key was used for something else. */
  | { readonly outcome: 'mismatch' }
  /** Not the plain case: unknown room, not the sender's to write in, or a status that must change. */
  | { readonly outcome: 'undecided' }

/** What a notice says about the room after a change. */
export interface RoomMark {
  readonly roomId: string
  readonly groupId: string
  readonly status: RoomStatus
  readonly version: number
  readonly lastSeq: number
}

export interface RoomChange {
  readonly room: Room
  readonly messages: readonly Message[]
}

export interface RoomJoin<T> {
  readonly from: T
  readonly into: T
}

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

export interface MessagePage {
  /** Ascending by seq. */
  readonly messages: readonly Message[]
  readonly hasMore: boolean
}

/**
 * The rooms and their log. Every write is one transaction; seqs are dense per room and in commit order
 * (DL-1); a clientId is stored at most once per room (DL-2). No method checks permissions except
 * `appendMessage`, whose plain case carries them in its one statement.
 */
export interface RoomStore {
  /** The customer's only room; created `closed` and empty when there is none. Two callers at once get the same room. */
  getOrCreateRoom(customerId: string): Promise<Room>
  findRoom(roomId: string): Promise<Room | null>
  findRoomOfCustomer(customerId: string): Promise<Room | null>
  /**
   * The plain case in one statement: a customer into their own waiting or open room; an agent's text into an open
   * room they own (managers and admins: any open room); a note into a room that is not closed and that the agent
   * may view. Anything else is `undecided` and nothing is written. A key that is already in the room is answered
   * first, whatever the room's status, but only to an actor who may view the room.
   */
  appendMessage(actor: Actor, input: AppendInput): Promise<AppendResult>
  /**
   * Locks the room, shows its state to `decide` (pure, synchronous, may throw: then nothing is written), applies
   * the decision; a decision of null changes nothing. `clientId` looks up an earlier send for `state.sent`. `decide`
   * may be called again when the transaction is retried. Answers null for an unknown room.
   */
  changeRoom(
    roomId: string,
    decide: (state: RoomState) => RoomDecision | null,
    clientId?: string,
  ): Promise<RoomChange | null>
  /**
   * Copies the log of one room behind the log of another in one transaction (CU-3): every message gets a new seq and
   * keeps body, fact, createdAt, the author's name and clientId (one that `into` has already is replaced by a fresh
   * one); what the customer of `from` wrote is the customer's of `into`, who is the same person;
   * threads are copied as closed ones, behind those `into` has. Then both decisions are applied and `from` gets its
   * `joinedInto`. `into.messages` of the answer are the copies followed by the decision's. Read cursors do not move.
   * `decide` sees both rooms as they were; null changes nothing and is answered with null, as is an unknown room.
   */
  joinRooms(
    from: string,
    into: string,
    decide: (from: RoomState, into: RoomState) => RoomJoin<RoomDecision> | null,
  ): Promise<RoomJoin<RoomChange> | null>
  /** The newest `limit` messages the audience may see and the position they were read at, from one snapshot. */
  readView(roomId: string, audience: Audience, limit: number): Promise<RoomView | null>
  readMessages(query: {
    roomId: string
    audience: Audience
    afterSeq?: number
    beforeSeq?: number
    limit: number
  }): Promise<MessagePage>
  /** Last seq per room, for the position check; unknown rooms are left out. */
  lastSeqs(roomIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Raises the reader's cursor to `min(seq, lastSeq)`; never lowers it. An agent's step raises the room's version. */
  advanceRead(
    roomId: string,
    reader: Reader,
    seq: number,
  ): Promise<{ reads: ReadState; advanced: boolean; room: RoomMark }>
  readState(roomId: string): Promise<ReadState>
  /** In the order in which the room got them; the last one is the newest. */
  threads(roomId: string): Promise<readonly Thread[]>

  /**
   * Rooms the agent may see (PM-1), newest activity first; waiting: by priority (greater first), then longest wait.
   * `mine` are the open rooms the agent owns. Empty and joined rooms are in no list. A cursor that is not from here is
   * `input_invalid`.
   */
  listRooms(agent: AgentActor, query: InboxQuery): Promise<InboxPage>
  countRooms(agent: AgentActor): Promise<InboxCounts>
  summaries(roomIds: readonly string[]): Promise<readonly RoomSummary[]>
  /** Waiting rooms the agent may see, in the order of the `waiting` list. */
  listQueue(agent: AgentActor, limit: number): Promise<readonly QueueEntry[]>
  /** Places in the line of their group, from 1; a room that is not waiting is left out. */
  queuePlaces(roomIds: readonly string[]): Promise<ReadonlyMap<string, number>>
}

export interface Customer {
  readonly id: string
  readonly name: string
  readonly email: string | null
  /** The signed-in person this customer is, if any. */
  readonly personId: string | null
  readonly createdAt: string
}

/** Somebody who signed in: verified, unlike anything typed into a form. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

export interface CustomerToken {
  readonly id: string
  readonly customer: Customer
}

/** Customers and the tokens of their browsers. Only the hash of a token is ever passed or stored. */
export interface CustomerStore {
  /** With a person who has a customer already: that one. Two callers at once get the same. */
  createCustomer(input: { name: string; email?: string; personId?: string }): Promise<Customer>
  findCustomer(customerId: string): Promise<Customer | null>
  findCustomerOfPerson(personId: string): Promise<Customer | null>
  /**
   * Makes an anonymous customer the person's, with the person's name and address, and raises the version of their
   * room. Null, and nothing done, when the person has a customer already or the customer is somebody's.
   */
  bindPerson(customerId: string, person: Person): Promise<Customer | null>
  issueToken(input: {
    customerId: string
    tokenHash: string
    ttlMs: number
  }): Promise<CustomerToken>
  /**
   * A live token and whose it is; touches its last use at most once an hour. Null when unknown, expired, revoked, or
   * not used for `limits.customerTokenIdleMs`.
   */
  findToken(tokenHash: string): Promise<CustomerToken | null>
  revokeToken(tokenId: string): Promise<void>
}

export type Availability = 'online' | 'away' | 'offline'

export interface Agent {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly role: StaffRole
  readonly availability: Availability
  /** Opening a waiting room shows it instead of taking it. */
  readonly previewFirst: boolean
  readonly groupIds: readonly string[]
}

export interface AgentStore {
  findAgent(agentId: string): Promise<Agent | null>
  findAgentOfPerson(personId: string): Promise<Agent | null>
  listAgents(): Promise<readonly Agent[]>
  createAgent(input: { personId: string; name: string; role: StaffRole }): Promise<Agent>
  updateAgent(
    agentId: string,
    patch: { availability?: Availability; previewFirst?: boolean },
  ): Promise<Agent>
  listGroups(): Promise<readonly Party[]>
}

/** A hint that something changed. Losing all of them costs time, never a message (DL-6). */
export type Notice =
  | {
      readonly type: 'room.changed'
      readonly room: RoomMark
      readonly messages: readonly Message[]
      /** Whether status, owner or group changed. */
      readonly statusChanged: boolean
      /** Whose the room was before a change of status, owner or group: who may have to be told that it is gone. */
      readonly before?: RoomOwnership
    }
  | { readonly type: 'read.advanced'; readonly room: RoomMark; readonly reads: ReadState }
  | {
      readonly type: 'typing.changed'
      readonly roomId: string
      readonly author: Party & { readonly kind: 'customer' | 'agent' }
      readonly ttlMs: number
    }
  | { readonly type: 'agent.changed'; readonly agentId: string }
  | {
      readonly type: 'access.revoked'
      readonly subject: 'session' | 'token' | 'agent'
      readonly id: string
    }

export interface Bus {
  /** Called after commit, never before. Must not throw and must not block the caller. */
  publish(notice: Notice): void
  /** Returns the way out. */
  subscribe(listener: (notice: Notice) => void): () => void
}

export interface Ports {
  readonly rooms: RoomStore
  readonly customers: CustomerStore
  readonly agents: AgentStore
  readonly bus: Bus
}
