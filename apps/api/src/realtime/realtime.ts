import type {
  Actor,
  AgentActor,
  AgentStore,
  Bus,
  InboxFrame,
  QueueEntry,
  RoomStore,
  RoomStreamFrame,
  SignalFrame,
} from '@shopbell/chat-core'
import type { TrackedEnvelope } from '@trpc/server'
import type { BaseLogger } from 'pino'

export interface RealtimeOptions {
  readonly rooms: RoomStore
  readonly agents: AgentStore
  readonly bus: Bus
  /** Names this history of the database: ids of another epoch are never resumed from. */
  readonly epoch: string
  readonly logger: Pick<BaseLogger, 'info' | 'warn' | 'error'>
}

/** Everything that reaches a client without being asked for. One per process. */
export interface Realtime {
  /**
   * The log of a room, live. Without `lastEventId` a snapshot comes first; with one (`epoch:seq`) everything after it.
   * Throws `room_not_found` and `resync_required`.
   */
  roomEvents(
    actor: Actor,
    input: { readonly roomId: string; readonly lastEventId?: string | null | undefined },
    signal: AbortSignal,
  ): AsyncIterable<TrackedEnvelope<RoomStreamFrame>>
  /** What the log does not hold: the whole state first, then typing and each new state. Throws `room_not_found`. */
  roomSignals(
    actor: Actor,
    input: { readonly roomId: string },
    signal: AbortSignal,
  ): AsyncIterable<SignalFrame>
  /** Summaries of the rooms the agent may see, as they change. While it runs the agent is present. */
  inboxEvents(agent: AgentActor, signal: AbortSignal): AsyncIterable<InboxFrame>
  /** The agent's waiting rooms in order, whole, whenever they change. */
  queueEvents(
    agent: AgentActor,
    signal: AbortSignal,
  ): AsyncIterable<{ readonly entries: readonly QueueEntry[] }>
  /** Tells the others in the room. Throws `room_not_found` and `not_permitted`. */
  setTyping(
    actor: Actor,
    input: { readonly roomId: string; readonly active: boolean },
  ): Promise<void>
  /** Whether any agent who is present takes chats right now. */
  isAvailable(): boolean
  /** Ends every stream and timer. */
  close(): void
}

export declare function createRealtime(options: RealtimeOptions): Realtime
