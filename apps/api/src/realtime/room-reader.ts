import {
  type Actor,
  type Audience,
  limits,
  type Message,
  type RoomStore,
  roomNotFound,
} from '@shopbell/chat-core'
import { resumePoint } from './event-id.ts'
import { LogReader } from './log-reader.ts'
import type { ViewRoom } from './room-access.ts'
import type { RoomHub } from './room-hub.ts'
import type { RoomHubs } from './room-hubs.ts'
import { type RoomFrame, roomFrame, type SharedFrames } from './shared-frames.ts'
import type { Source } from './source.ts'

export interface RoomReaderDeps {
  readonly rooms: Pick<RoomStore, 'readView'>
  readonly hubs: RoomHubs
  readonly viewRoom: ViewRoom
  readonly frames: SharedFrames
}

export interface RoomReaderInput {
  readonly roomId: string
  readonly lastEventId?: string | null | undefined
}

const audienceOf = ({ kind }: Actor): Audience => (kind === 'customer' ? 'customer' : 'staff')

/**
 * The log of one room for one reader: a snapshot unless they resume, then every event they may see, in order. What is
 * read throws `room_not_found` once the actor may no longer view the room, and `resync_required`.
 * @throws ChatError `room_not_found`, `resync_required`
 */
export async function openRoomReader(
  deps: RoomReaderDeps,
  actor: Actor,
  { roomId, lastEventId }: RoomReaderInput,
): Promise<Source<RoomFrame>> {
  const { rooms, hubs, viewRoom } = deps
  const hub = hubs.acquire(roomId)
  const { epoch } = hub
  try {
    const { lastSeq } = await viewRoom(actor, roomId)
    hub.begin(lastSeq)
    if (lastEventId) {
      const cursor = resumePoint(lastEventId, { epoch, lastSeq })
      return new RoomReader(deps, { actor, roomId, hub, cursor, snapshot: null })
    }
    const view = await rooms.readView(roomId, audienceOf(actor), limits.snapshotMessages)
    if (!view) throw roomNotFound()
    const { cursor } = view
    if (cursor > lastSeq) await viewRoom(actor, roomId)
    const snapshot = roomFrame(epoch, cursor, { type: 'snapshot', view })
    return new RoomReader(deps, { actor, roomId, hub, cursor, snapshot })
  } catch (error) {
    hubs.release(roomId, hub)
    throw error
  }
}

interface Opened {
  readonly actor: Actor
  readonly roomId: string
  /** Acquired; released when the reader is closed. */
  readonly hub: RoomHub<Message>
  readonly cursor: number
  readonly snapshot: RoomFrame | null
}

class RoomReader implements Source<RoomFrame> {
  readonly #deps: RoomReaderDeps
  readonly #actor: Actor
  readonly #roomId: string
  readonly #hub: RoomHub<Message>
  readonly #log: LogReader<Message>
  #snapshot: RoomFrame | null

  constructor(deps: RoomReaderDeps, { actor, roomId, hub, cursor, snapshot }: Opened) {
    this.#deps = deps
    this.#actor = actor
    this.#roomId = roomId
    this.#hub = hub
    this.#log = new LogReader(hub, cursor)
    this.#snapshot = snapshot
  }

  next(): RoomFrame | null | Promise<RoomFrame | null> {
    const snapshot = this.#snapshot
    if (snapshot) {
      this.#snapshot = null
      return snapshot
    }
    const batch = this.#log.next()
    return batch instanceof Promise ? batch.then((found) => this.#show(found)) : this.#show(batch)
  }

  onNews(wake: () => void): () => void {
    return this.#log.onNews(wake)
  }

  close(): void {
    this.#log.close()
    this.#deps.hubs.release(this.#roomId, this.#hub)
  }

  #show(batch: readonly Message[] | null): RoomFrame | null | Promise<RoomFrame | null> {
    if (!batch) return null
    // whatever takes a room from somebody writes a system message, so this needs no notice to be seen.
    if (!batch.some(isSystem)) return this.#frameOf(batch)
    return this.#deps.viewRoom(this.#actor, this.#roomId).then(() => this.#frameOf(batch))
  }

  /** What a batch says to this reader; when that is nothing, what the next one says. */
  #frameOf(batch: readonly Message[]): RoomFrame | null | Promise<RoomFrame | null> {
    const { frames } = this.#deps
    return frames.of(this.#hub.epoch, batch, audienceOf(this.#actor)) ?? this.next()
  }
}

const isSystem = (message: Message): boolean => message.kind === 'system'
