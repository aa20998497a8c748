import {
  type AgentActor,
  can,
  limits,
  type QueueEntry,
  type RoomOwnership,
  type RoomStore,
} from '@shopbell/chat-core'
import type { Retry } from './backoff.ts'
import { type Batched, batched } from './batched.ts'
import { Frame } from './frame.ts'
import { Mailbox } from './mailbox.ts'
import type { NoticeOf } from './notice-of.ts'
import { closing, type Source } from './source.ts'

export interface QueueFeedOptions extends Retry {
  readonly rooms: Pick<RoomStore, 'listQueue'>
}

export interface QueueFrame {
  readonly entries: readonly QueueEntry[]
}

interface Subscriber {
  readonly agent: AgentActor
  readonly mailbox: Mailbox<QueueFrame>
  /** Of the entries it was last given. */
  fingerprint: string | null
}

const GAP_MS = 100

/** The waiting lines as the agents on this node see them: read once per change for all who see the same rooms. */
export class QueueFeed {
  readonly #rooms: QueueFeedOptions['rooms']
  readonly #subscribers = new Map<string, Set<Subscriber>>()
  readonly #dirtyViews: Batched<string>

  constructor({ rooms, ...options }: QueueFeedOptions) {
    this.#rooms = rooms
    this.#dirtyViews = batched({ ...options, gapMs: GAP_MS }, (views) => this.#show(views))
  }

  /** The whole line first, then again whenever it has changed. A slow subscriber gets only the newest. */
  open(agent: AgentActor): Source<Frame<QueueFrame>> {
    const view = viewOf(agent)
    const mailbox = new Mailbox<QueueFrame>()
    const subscriber: Subscriber = { agent, mailbox, fingerprint: null }
    const peers = this.#subscribers.get(view) ?? new Set()
    this.#subscribers.set(view, peers.add(subscriber))
    this.#dirtyViews.add(view)
    return closing(mailbox, () => {
      peers.delete(subscriber)
      if (peers.size === 0) this.#subscribers.delete(view)
    })
  }

  roomChanged({ room, statusChanged }: NoticeOf<'room.changed'>): void {
    if (statusChanged || room.status === 'waiting') this.#touch()
  }

  readAdvanced({ room }: NoticeOf<'read.advanced'>): void {
    if (room.status === 'waiting') this.#touch()
  }

  /** Looks at the lines again, in case a notice was lost (DL-6). */
  check(): void {
    this.#touch()
  }

  close(): void {
    this.#dirtyViews.close()
  }

  #touch(): void {
    for (const view of this.#subscribers.keys()) this.#dirtyViews.add(view)
  }

  async #show(views: ReadonlySet<string>): Promise<void> {
    for (const view of views) {
      const [first] = this.#subscribers.get(view) ?? []
      if (!first) continue
      const entries = await this.#rooms.listQueue(first.agent, limits.pageMaxRooms)
      const fingerprint = fingerprintOf(entries)
      const frame = new Frame<QueueFrame>({ entries })
      for (const subscriber of this.#subscribers.get(view) ?? []) {
        if (subscriber.fingerprint === fingerprint) continue
        subscriber.fingerprint = fingerprint
        subscriber.mailbox.put('queue', frame)
      }
    }
  }
}

const NOBODYS_ROOM: RoomOwnership = { customer: { id: '' }, group: { id: '' }, assignee: null }

/** Agents with the same view see the same waiting rooms, for those have no owner. */
const viewOf = (agent: AgentActor): string =>
  can(agent, 'room.view', NOBODYS_ROOM) ? 'all' : [...agent.groupIds].sort().join()

const fingerprintOf = (entries: readonly QueueEntry[]): string =>
  entries.map(({ room, place }) => `${room.id} ${room.version} ${place}`).join()
