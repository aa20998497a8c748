import {
  type AgentActor,
  type AgentStore,
  can,
  type InboxFrame,
  type Message,
  type RoomOwnership,
  type RoomStore,
  type RoomSummary,
} from '@shopbell/chat-core'
import type { Retry } from './backoff.ts'
import { type Batched, batched } from './batched.ts'
import { Mailbox } from './mailbox.ts'
import type { NoticeOf } from './notice-of.ts'

export interface InboxFeedOptions extends Retry {
  readonly rooms: Pick<RoomStore, 'summaries'>
  readonly agents: Pick<AgentStore, 'findAgent'>
}

interface Subscriber {
  readonly agent: AgentActor
  readonly mailbox: Mailbox<InboxFrame>
}

const GAP_MS = 50
const FRAMES_MAX = 200
const OWNERSHIPS_MAX = 10_000
const READY: InboxFrame = { type: 'ready' }

/**
 * The inboxes of the agents on this node. An inbox needs no history, only the newest state of each room: a changed
 * room is read once, however many changes and watchers it has, and given to those who may see it.
 */
export class InboxFeed {
  readonly #options: InboxFeedOptions
  readonly #subscribers = new Set<Subscriber>()
  readonly #dirtyRooms: Batched<string>
  readonly #dirtyAgents: Batched<string>
  /** Whose each room was when it was last read here: who saw it before, and has to be told when it is gone. */
  readonly #ownerships = new Map<string, RoomOwnership>()
  /** Rooms that changed hands since they were last read. */
  readonly #moved = new Set<string>()
  /** Rooms that live on in another one, and are in no list from then on. */
  readonly #joined = new Set<string>()

  constructor(options: InboxFeedOptions) {
    this.#options = options
    this.#dirtyRooms = batched({ ...options, gapMs: GAP_MS }, (ids) => this.#showRooms(ids))
    this.#dirtyAgents = batched({ ...options, gapMs: GAP_MS }, (ids) => this.#showAgents(ids))
  }

  /** `ready` first, and again whenever the subscriber was too slow for what happened. */
  async *frames(agent: AgentActor, signal: AbortSignal): AsyncGenerator<InboxFrame, void> {
    const mailbox = new Mailbox<InboxFrame>({
      capacity: FRAMES_MAX,
      onOverflow: () => ['ready', READY],
    })
    const subscriber = { agent, mailbox }
    mailbox.put('ready', READY)
    this.#subscribers.add(subscriber)
    try {
      yield* mailbox.frames(signal)
    } finally {
      this.#subscribers.delete(subscriber)
      if (this.#subscribers.size === 0) this.#forget()
    }
  }

  roomChanged({ room, messages, statusChanged }: NoticeOf<'room.changed'>): void {
    if (this.#subscribers.size === 0) return
    if (statusChanged) this.#moved.add(room.roomId)
    if (messages.some(closesByJoining)) this.#joined.add(room.roomId)
    this.#dirtyRooms.add(room.roomId)
  }

  readAdvanced({ room }: NoticeOf<'read.advanced'>): void {
    if (this.#subscribers.size > 0) this.#dirtyRooms.add(room.roomId)
  }

  agentChanged(agentId: string): void {
    if (this.#subscribers.size > 0) this.#dirtyAgents.add(agentId)
  }

  close(): void {
    this.#dirtyRooms.close()
    this.#dirtyAgents.close()
  }

  async #showRooms(roomIds: ReadonlySet<string>): Promise<void> {
    for (const room of await this.#options.rooms.summaries([...roomIds])) {
      for (const { agent, mailbox } of this.#subscribers) {
        const frame = this.#frameFor(agent, room)
        if (frame) mailbox.put(`room ${room.id}`, frame)
      }
      this.#remember(room)
    }
  }

  #frameFor(agent: AgentActor, room: RoomSummary): InboxFrame | null {
    if (can(agent, 'room.view', room) && !this.#joined.has(room.id))
      return { type: 'room.changed', room }
    const before = this.#ownerships.get(room.id)
    const wasInView = before ? can(agent, 'room.view', before) : this.#moved.has(room.id)
    return wasInView ? { type: 'room.gone', roomId: room.id, version: room.version } : null
  }

  #remember({ id, customer, group, assignee }: RoomSummary): void {
    this.#moved.delete(id)
    this.#ownerships.delete(id)
    this.#ownerships.set(id, { customer, group, assignee })
    const oldest = this.#ownerships.keys().next()
    if (this.#ownerships.size > OWNERSHIPS_MAX && !oldest.done)
      this.#ownerships.delete(oldest.value)
  }

  /** What nobody watches changes unnoticed: it would be wrong by the time somebody does. */
  #forget(): void {
    this.#ownerships.clear()
    this.#moved.clear()
    this.#joined.clear()
  }

  async #showAgents(agentIds: ReadonlySet<string>): Promise<void> {
    for (const agentId of agentIds) {
      const agent = await this.#options.agents.findAgent(agentId)
      if (!agent) continue
      const frame: InboxFrame = { type: 'agent.changed', agent }
      for (const { mailbox } of this.#subscribers) mailbox.put(`agent ${agentId}`, frame)
    }
  }
}

const closesByJoining = (message: Message): boolean =>
  message.kind === 'system' &&
  message.fact.type === 'room.closed' &&
  message.fact.reason === 'joined'
