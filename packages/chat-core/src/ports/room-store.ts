import type { Actor, AgentActor } from '../actor.ts'
import type { Audience, Message } from '../message/message.ts'
import type { Room, RoomDecision, RoomState, RoomSummary, Thread } from '../room/room.ts'
import type { RoomView } from '../room/room-view.ts'
import type { InboxCounts, InboxPage, InboxQuery, QueueEntry } from './inbox.ts'
import type { LiveRoom, LogQuery, MessagePage, Reader, ReadState } from './room-reads.ts'
import type {
  AppendInput,
  AppendResult,
  ChangeLookups,
  RoomChange,
  RoomJoin,
  RoomMark,
} from './room-writes.ts'

/**
 * The rooms and their log. Every write is one transaction; seqs are dense per room and in commit order
 * (DL-1); a clientId is stored at most once per room (DL-2). No method checks permissions except
 * `appendMessage`, whose plain case carries them in its one statement.
 */
export interface RoomStore {
  /** The customer's only room; created `closed` and empty when there is none. Two callers at once get the same room. */
  getOrCreateRoom(customerId: string): Promise<Room>
  findRoom(roomId: string): Promise<Room | null>
  /** Those that there are, in the order of the ids; one round trip. */
  findRooms(roomIds: readonly string[]): Promise<readonly Room[]>
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
   * the decision; a decision of null changes nothing. `decide` may be called again when the transaction is retried.
   * A room that comes into a line is offered in the same transaction (RT-4); its messages are those of the decision,
   * then those of its assignment. Answers null for an unknown room.
   */
  changeRoom(
    roomId: string,
    decide: (state: RoomState) => RoomDecision | null,
    lookups?: ChangeLookups,
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
  /**
   * The logs of many rooms in one round trip, each as staff see it, ascending, in the order of the queries. Nothing of
   * an unknown room. A room may be asked for more than once.
   */
  readLogs(queries: readonly LogQuery[]): Promise<readonly (readonly Message[])[]>
  /** Last seq per room, for the position check; unknown rooms are left out. */
  lastSeqs(roomIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Raises the reader's cursor to `min(seq, lastSeq)`; never lowers it. An agent's step raises the room's version. */
  advanceRead(
    roomId: string,
    reader: Reader,
    seq: number,
  ): Promise<{ reads: ReadState; advanced: boolean; room: RoomMark }>
  readState(roomId: string): Promise<ReadState>
  /** Of many rooms in one round trip; where nobody has read yet, both are 0. */
  readStates(roomIds: readonly string[]): Promise<ReadonlyMap<string, ReadState>>
  /** Every room that is waiting or open, in any order: what a node compares with what it has shown. */
  liveRooms(): Promise<readonly LiveRoom[]>
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
