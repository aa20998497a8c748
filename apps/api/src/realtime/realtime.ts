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
  type SignalFrame,
} from '@shopbell/chat-core'
import type { History } from '@shopbell/db'
import type { BaseLogger } from 'pino'
import { jitteredPause } from './backoff.ts'
import { every } from './every.ts'
import type { Frame } from './frame.ts'
import { InboxFeed } from './inbox-feed.ts'
import { Presence } from './presence.ts'
import { createMemoryPresence } from './presence-memory.ts'
import type { PresenceStore } from './presence-store.ts'
import { QueueFeed } from './queue-feed.ts'
import { createViewRoom } from './room-access.ts'
import { RoomHubs } from './room-hubs.ts'
import { openRoomReader } from './room-reader.ts'
import { type RoomFrame, SharedFrames } from './shared-frames.ts'
import { SignalFeed } from './signal-feed.ts'
import { closing, type Source } from './source.ts'

export interface RealtimeOptions {
  readonly rooms: RoomStore
  readonly agents: AgentStore
  readonly bus: Bus
  /** Ids of another history of the database are never resumed from. */
  readonly history: History
  /** Where nodes tell each other who is here; by default this node is alone. */
  readonly presenceStore?: PresenceStore
  readonly logger: Pick<BaseLogger, 'info' | 'warn' | 'error'>
}

/** Everything that reaches a client without being asked for. One per process. What it opens is to be closed. */
export interface Realtime {
  /**
   * The log of a room, live. Without `lastEventId` a snapshot comes first; with one (`epoch:seq`) everything after it.
   * Throws `room_not_found` and `resync_required`, also when it is read.
   */
  roomEvents(
    actor: Actor,
    input: { readonly roomId: string; readonly lastEventId?: string | null | undefined },
  ): Promise<Source<RoomFrame>>
  /** What the log does not hold: the whole state first, then typing and each new state. Throws `room_not_found`. */
  roomSignals(actor: Actor, input: { readonly roomId: string }): Promise<Source<Frame<SignalFrame>>>
  /** Summaries of the rooms the agent may see, as they change. Until it is closed the agent is present. */
  inboxEvents(agent: AgentActor): Source<Frame<InboxFrame>>
  /** The agent's waiting rooms in order, whole, whenever they change. */
  queueEvents(agent: AgentActor): Source<Frame<{ readonly entries: readonly QueueEntry[] }>>
  /** Tells the others in the room. Throws `room_not_found` and `not_permitted`. */
  setTyping(
    actor: Actor,
    input: { readonly roomId: string; readonly active: boolean },
  ): Promise<void>
  /** Whether any agent who is present takes chats right now. */
  isAvailable(): boolean
  /** How many rooms are followed here: none once nobody listens. */
  followedRooms(): number
  /** Stops every timer and every read. What is open ends with the socket it was opened for. */
  close(): Promise<void>
}

const POSITION_CHECK_MS = 1_000
/** Of whatever has no position: what a lost notice told of is found within 15 s. */
const LEVEL_CHECK_MS = 10_000

/** Starts listening to the bus and checking positions. */
export function createRealtime(options: RealtimeOptions): Realtime {
  const { rooms, agents, bus, history, logger } = options
  const { presenceStore = createMemoryPresence()() } = options
  const pause = jitteredPause
  const onError = (error: unknown) => logger.warn({ err: error }, 'realtime: will try again')

  const hubs = new RoomHubs({ rooms, history, pause, onError })
  const inbox = new InboxFeed({ rooms, agents, pause, onError })
  const queue = new QueueFeed({ rooms, pause, onError })
  const presence = new Presence({
    agents,
    store: presenceStore,
    onChange: () => signals.availabilityChanged(),
    onAvailability: (agentId) => inbox.agentChanged(agentId),
    pause,
    onError,
  })
  const viewRoom = createViewRoom(rooms)
  const readerDeps = { rooms, hubs, viewRoom, frames: new SharedFrames() }
  const signals = new SignalFeed({
    rooms,
    viewRoom,
    isAvailable: () => presence.isAvailable(),
    pause,
    onError,
  })

  const checkLevels = () => {
    for (const feed of [inbox, queue, signals]) feed.check()
  }

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
        presence.agentChanged()
        inbox.agentChanged(notice.agentId)
        return
      case 'group.changed':
        inbox.groupChanged(notice.groupId)
        return
      case 'bus.resumed':
        hubs.check().catch(onError)
        presence.lookAgain()
        checkLevels()
        return
      case 'access.revoked':
        // Its sockets are closed, and every stream with them: see ws/.
        return
    }
  }

  const stops = [
    bus.subscribe(hear),
    every({ intervalMs: POSITION_CHECK_MS, onError }, () => hubs.check()),
    every({ intervalMs: LEVEL_CHECK_MS, onError }, async () => checkLevels()),
  ]

  return {
    roomEvents: (actor, input) => openRoomReader(readerDeps, actor, input),
    roomSignals: (actor, { roomId }) => signals.open(actor, roomId),
    inboxEvents: (agent) => closing(inbox.open(agent), presence.arrive(agent.id)),
    queueEvents: (agent) => queue.open(agent),
    async setTyping(actor, { roomId, active }) {
      await accessRoom({ rooms }, actor, { roomId, action: 'room.typing' })
      const { id, name, kind } = actor
      const ttlMs = active ? limits.typingTtlMs : 0
      bus.publish({ type: 'typing.changed', roomId, author: { id, name, kind }, ttlMs })
    },
    isAvailable: () => presence.isAvailable(),
    followedRooms: () => hubs.size,
    async close() {
      for (const stop of stops) stop()
      for (const part of [hubs, signals, inbox, queue]) part.close()
      await presence.close()
    },
  }
}
