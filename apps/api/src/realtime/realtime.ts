import {
  type Actor,
  type AgentActor,
  type AgentStore,
  accessRoom,
  type Bus,
  type InboxFrame,
  limits,
  type Notice,
  type QueueEntry,
  type RoomStore,
  type RoomStreamFrame,
  type SignalFrame,
} from '@shopbell/chat-core'
import type { TrackedEnvelope } from '@trpc/server'
import type { BaseLogger } from 'pino'
import { jitteredPause } from './backoff.ts'
import { every } from './every.ts'
import type { History } from './history.ts'
import { InboxFeed } from './inbox-feed.ts'
import { Presence } from './presence.ts'
import { QueueFeed } from './queue-feed.ts'
import { RoomHubs } from './room-hubs.ts'
import { roomStream } from './room-stream.ts'
import { SignalFeed } from './signal-feed.ts'

export interface RealtimeOptions {
  readonly rooms: RoomStore
  readonly agents: AgentStore
  readonly bus: Bus
  /** Ids of another history of the database are never resumed from. */
  readonly history: History
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
  /** Stops every timer and every read. Streams end with the sockets they run on. */
  close(): void
}

const POSITION_CHECK_MS = 1_000
const PLACE_CHECK_MS = 15_000
const PRESENCE_GRACE_MS = 5_000

/** Starts listening to the bus and checking positions. */
export function createRealtime({ rooms, agents, bus, history, logger }: RealtimeOptions): Realtime {
  const pause = jitteredPause
  const onError = (error: unknown) => logger.warn({ err: error }, 'realtime: will try again')

  const hubs = new RoomHubs({ rooms, history, pause, onError })
  const inbox = new InboxFeed({ rooms, agents, pause, onError })
  const queue = new QueueFeed({ rooms, pause, onError })
  const presence = new Presence({
    agents,
    graceMs: PRESENCE_GRACE_MS,
    onChange: () => signals.availabilityChanged(),
    pause,
    onError,
  })
  const signals = new SignalFeed({
    rooms,
    isAvailable: () => presence.isAvailable(),
    pause,
    onError,
  })

  const hear = (notice: Notice): void => {
    switch (notice.type) {
      case 'room.changed':
        for (const feed of [hubs, signals, inbox, queue]) feed.roomChanged(notice)
        return
      case 'read.advanced':
        for (const feed of [signals, inbox, queue]) feed.readAdvanced(notice)
        return
      case 'typing.changed':
        signals.typingChanged(notice)
        return
      case 'agent.changed':
        for (const feed of [presence, inbox]) feed.agentChanged(notice.agentId)
        return
      case 'bus.resumed':
        hubs.check().catch(onError)
        return
      case 'access.revoked':
        // Its sockets are closed, and every stream with them: see ws/.
        return
    }
  }

  const stops = [
    bus.subscribe(hear),
    every({ intervalMs: POSITION_CHECK_MS, onError }, () => hubs.check()),
    every({ intervalMs: PLACE_CHECK_MS, onError }, () => signals.checkPlaces()),
  ]

  return {
    roomEvents: (actor, input, signal) => roomStream({ rooms, hubs }, actor, { ...input, signal }),
    roomSignals: (actor, { roomId }, signal) => signals.frames(actor, roomId, signal),
    async *inboxEvents(agent, signal) {
      const leave = presence.arrive(agent.id)
      try {
        yield* inbox.frames(agent, signal)
      } finally {
        leave()
      }
    },
    queueEvents: (agent, signal) => queue.frames(agent, signal),
    async setTyping(actor, { roomId, active }) {
      await accessRoom({ rooms }, actor, { roomId, action: 'room.typing' })
      const { id, name, kind } = actor
      const ttlMs = active ? limits.typingTtlMs : 0
      bus.publish({ type: 'typing.changed', roomId, author: { id, name, kind }, ttlMs })
    },
    isAvailable: () => presence.isAvailable(),
    close() {
      for (const stop of stops) stop()
      for (const part of [hubs, signals, inbox, queue, presence]) part.close()
    },
  }
}
