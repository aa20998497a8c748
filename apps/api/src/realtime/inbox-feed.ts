import {
  type AgentActor,
  type AgentStore,
  can,
  type InboxFrame,
  type RoomOwnership,
  type RoomStore,
  type RoomSummary,
} from '@shopbell/chat-core'
import type { Retry } from './backoff.ts'
import { type Batched, batched } from './batched.ts'
import { Frame } from './frame.ts'
import { KnownRooms } from './known-rooms.ts'
import { Mailbox } from './mailbox.ts'
import type { NoticeOf } from './notice-of.ts'
import { closing, type Source } from './source.ts'

export interface InboxFeedOptions extends Retry {
  readonly rooms: Pick<RoomStore, 'summaries' | 'liveRooms'>
  readonly agents: Pick<AgentStore, 'findAgent'>
}

interface Subscriber {
  readonly agent: AgentActor
  readonly mailbox: Mailbox<InboxFrame>
}

const GAP_MS = 50
const FRAMES_MAX = 200
const READY = new Frame<InboxFrame>({ type: 'ready' })

/**
 * The inboxes of the agents on this node. An inbox needs no history, only the newest state of each room: a changed
 * room is read once, however many changes and watchers it has, and given to those who may see it.
 */
export class InboxFeed {
  readonly #options: InboxFeedOptions
  readonly #subscribers = new Set<Subscriber>()
  readonly #dirtyRooms: Batched<string>
  readonly #dirtyAgents: Batched<string>
  readonly #levels: Batched<'rooms'>
  readonly #known = new KnownRooms()
  /** Whose the rooms that changed hands were since they were last read. */
  readonly #formerly = new Map<string, readonly RoomOwnership[]>()

  constructor(options: InboxFeedOptions) {
    this.#options = options
    this.#dirtyRooms = batched({ ...options, gapMs: GAP_MS }, (ids) => this.#showRooms(ids))
    this.#dirtyAgents = batched({ ...options, gapMs: GAP_MS }, (ids) => this.#showAgents(ids))
    this.#levels = batched({ ...options, gapMs: GAP_MS }, () => this.#compareLevels())
  }

  /** `ready` first, and again whenever the subscriber was too slow for what happened. */
  open(agent: AgentActor): Source<Frame<InboxFrame>> {
    const mailbox = new Mailbox<InboxFrame>({
      capacity: FRAMES_MAX,
      onOverflow: () => ['ready', READY],
    })
    const subscriber = { agent, mailbox }
    mailbox.put('ready', READY)
    this.#subscribers.add(subscriber)
    // For the first one there is nothing yet to compare with later.
    if (this.#subscribers.size === 1) this.#levels.add('rooms')
    return closing(mailbox, () => this.#subscribers.delete(subscriber))
  }

  roomChanged({ room: { roomId }, before }: NoticeOf<'room.changed'>): void {
    if (this.#subscribers.size > 0) this.#touch(roomId, before)
  }

  readAdvanced({ room }: NoticeOf<'read.advanced'>): void {
    if (this.#subscribers.size > 0) this.#dirtyRooms.add(room.roomId)
  }

  agentChanged(agentId: string): void {
    if (this.#subscribers.size > 0) this.#dirtyAgents.add(agentId)
  }

  groupChanged(groupId: string): void {
    const frame = new Frame<InboxFrame>({ type: 'group.changed', groupId })
    for (const { mailbox } of this.#subscribers) mailbox.put(`group ${groupId}`, frame)
  }

  /** Looks for rooms that have changed unheard (DL-6). */
  check(): void {
    if (this.#subscribers.size > 0) this.#levels.add('rooms')
    else this.#known.forget()
  }

  close(): void {
    this.#levels.close()
    this.#dirtyRooms.close()
    this.#dirtyAgents.close()
  }

  #touch(roomId: string, before: RoomOwnership | undefined): void {
    if (before) this.#formerly.set(roomId, [...(this.#formerly.get(roomId) ?? []), before])
    this.#dirtyRooms.add(roomId)
  }

  async #compareLevels(): Promise<void> {
    const live = await this.#options.rooms.liveRooms()
    for (const { roomId, before } of this.#known.missed(live)) this.#touch(roomId, before)
  }

  async #showRooms(roomIds: ReadonlySet<string>): Promise<void> {
    // Taken before the read: a move that comes during it belongs to the next one.
    const formerly = new Map(this.#formerly)
    for (const room of await this.#options.rooms.summaries([...roomIds])) {
      const former = formerly.get(room.id) ?? []
      if (this.#formerly.get(room.id) === former) this.#formerly.delete(room.id)
      this.#known.learn(room)
      const tell = tellingOf(room, former)
      for (const { agent, mailbox } of this.#subscribers) {
        const frame = tell(agent)
        if (frame) mailbox.put(`room ${room.id}`, frame)
      }
    }
  }

  async #showAgents(agentIds: ReadonlySet<string>): Promise<void> {
    for (const agentId of agentIds) {
      const agent = await this.#options.agents.findAgent(agentId)
      const frame = new Frame<InboxFrame>(
        agent ? { type: 'agent.changed', agent } : { type: 'agent.gone', agentId },
      )
      for (const { mailbox } of this.#subscribers) mailbox.put(`agent ${agentId}`, frame)
    }
  }
}

/**
 * What agents are to be told of a room: as it is, or that it is gone if they saw it when it was somebody's `former`ly.
 * Who are told the same get the same frame.
 */
function tellingOf(
  room: RoomSummary,
  former: readonly RoomOwnership[],
): (agent: AgentActor) => Frame<InboxFrame> | null {
  const { id: roomId, version } = room
  const changed = new Frame<InboxFrame>({ type: 'room.changed', room })
  const gone = new Frame<InboxFrame>({ type: 'room.gone', roomId, version })
  return (agent) => {
    // QU-3: a room that lives on in another one is in no list.
    if (!room.joinedInto && can(agent, 'room.view', room)) return changed
    return former.some((ownership) => can(agent, 'room.view', ownership)) ? gone : null
  }
}
