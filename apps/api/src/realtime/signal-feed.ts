import type { Actor, RoomStore, SignalFrame } from '@shopbell/chat-core'
import type { Retry } from './backoff.ts'
import { type Batched, batched } from './batched.ts'
import type { Frame } from './frame.ts'
import type { NoticeOf } from './notice-of.ts'
import type { ViewRoom } from './room-access.ts'
import { SignalRoom } from './signal-room.ts'
import { closing, type Source } from './source.ts'

export interface SignalFeedOptions extends Retry {
  readonly rooms: Pick<RoomStore, 'readState' | 'readStates' | 'queuePlaces' | 'findRooms'>
  readonly viewRoom: ViewRoom
  readonly isAvailable: () => boolean
}

const GAP_MS = 100

/** What the log of a room does not hold, for those who watch on this node: who types, who has read, the place in line. */
export class SignalFeed {
  readonly #options: SignalFeedOptions
  readonly #rooms = new Map<string, SignalRoom>()
  readonly #moved: Batched<string>
  readonly #levels: Batched<'rooms'>

  constructor(options: SignalFeedOptions) {
    this.#options = options
    this.#moved = batched({ ...options, gapMs: GAP_MS }, (ids) => this.#lookAgain(ids))
    this.#levels = batched({ ...options, gapMs: GAP_MS }, () => this.#compareLevels())
  }

  /**
   * The whole state first, then what changes. What is read throws `room_not_found` once the actor may no longer view
   * the room.
   * @throws ChatError `room_not_found`
   */
  async open(actor: Actor, roomId: string): Promise<Source<Frame<SignalFrame>>> {
    const { rooms, viewRoom, isAvailable } = this.#options
    const { status } = await viewRoom(actor, roomId)
    const reads = await rooms.readState(roomId)
    const places = status === 'waiting' ? await rooms.queuePlaces([roomId]) : null

    const room = this.#rooms.get(roomId) ?? new SignalRoom(isAvailable)
    this.#rooms.set(roomId, room)
    room.setReads(reads)
    room.setPlace(places?.get(roomId) ?? null)
    const mailbox = room.join(actor)
    // What has changed since those reads was told to nobody here.
    this.#moved.add(roomId)
    return closing(mailbox, () => {
      room.leave(mailbox)
      if (!room.isWatched && this.#rooms.get(roomId) === room) this.#rooms.delete(roomId)
    })
  }

  roomChanged({ room, messages, statusChanged }: NoticeOf<'room.changed'>): void {
    for (const message of messages) this.#rooms.get(room.roomId)?.sent(message)
    if (statusChanged && this.#rooms.size > 0) this.#moved.add(room.roomId)
  }

  readAdvanced({ room, reads }: NoticeOf<'read.advanced'>): void {
    this.#rooms.get(room.roomId)?.setReads(reads)
  }

  typingChanged({ roomId, author, ttlMs }: NoticeOf<'typing.changed'>): void {
    this.#rooms.get(roomId)?.setTyping(author, ttlMs)
  }

  availabilityChanged(): void {
    for (const room of this.#rooms.values()) room.broadcastState()
  }

  /** Looks at everything again, in case a notice was lost (DL-6). */
  check(): void {
    if (this.#rooms.size > 0) this.#levels.add('rooms')
  }

  close(): void {
    this.#moved.close()
    this.#levels.close()
  }

  async #compareLevels(): Promise<void> {
    const roomIds = [...this.#rooms.keys()]
    const reads = await this.#options.rooms.readStates(roomIds)
    for (const [roomId, state] of reads) this.#rooms.get(roomId)?.setReads(state)
    await this.#expel(roomIds.filter((roomId) => this.#rooms.get(roomId)?.hasStaff))
    await this.#readPlaces(new Set(roomIds))
  }

  async #lookAgain(moved: ReadonlySet<string>): Promise<void> {
    await this.#expel([...moved].filter((roomId) => this.#rooms.has(roomId)))
    await this.#readPlaces(moved)
  }

  async #expel(watched: readonly string[]): Promise<void> {
    const found = await this.#options.rooms.findRooms(watched)
    const byId = new Map(found.map((room) => [room.id, room]))
    for (const roomId of watched) this.#rooms.get(roomId)?.expel(byId.get(roomId) ?? null)
  }

  /** One room that moves changes the place of all behind it, so all who wait are read in one query. */
  async #readPlaces(moved: ReadonlySet<string>): Promise<void> {
    const roomIds = [...this.#rooms.keys()].filter(
      (roomId) => moved.has(roomId) || this.#rooms.get(roomId)?.place !== null,
    )
    if (roomIds.length === 0) return
    const places = await this.#options.rooms.queuePlaces(roomIds)
    for (const roomId of roomIds) this.#rooms.get(roomId)?.setPlace(places.get(roomId) ?? null)
  }
}
