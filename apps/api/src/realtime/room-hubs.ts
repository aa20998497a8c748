import type { Message, RoomStore } from '@shopbell/chat-core'
import type { Retry } from './backoff.ts'
import type { NoticeOf } from './notice-of.ts'
import { RoomHub } from './room-hub.ts'

export interface RoomHubsOptions extends Retry {
  readonly rooms: Pick<RoomStore, 'readMessages' | 'lastSeqs'>
}

interface Held {
  readonly hub: RoomHub<Message>
  followers: number
}

/** The hubs of the rooms somebody follows on this node: made for the first follower, closed after the last. */
export class RoomHubs {
  readonly #options: RoomHubsOptions
  readonly #held = new Map<string, Held>()

  constructor(options: RoomHubsOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#held.size
  }

  /** The room's hub; each one acquired is to be released once. */
  acquire(roomId: string): RoomHub<Message> {
    const held = this.#held.get(roomId) ?? { hub: this.#open(roomId), followers: 0 }
    held.followers += 1
    this.#held.set(roomId, held)
    return held.hub
  }

  release(roomId: string): void {
    const held = this.#held.get(roomId)
    if (!held) return
    held.followers -= 1
    if (held.followers > 0) return
    this.#held.delete(roomId)
    held.hub.close()
  }

  /** Passes a notice on to the room's followers, if there are any. */
  roomChanged({ room, messages }: NoticeOf<'room.changed'>): void {
    const hub = this.#held.get(room.roomId)?.hub
    if (!hub) return
    for (const message of messages) hub.hint(message)
    hub.want(room.lastSeq)
  }

  /** The position check (DL-6): one query finds what no notice told of. */
  async check(): Promise<void> {
    if (this.#held.size === 0) return
    const lastSeqs = await this.#options.rooms.lastSeqs([...this.#held.keys()])
    for (const [roomId, lastSeq] of lastSeqs) this.#held.get(roomId)?.hub.want(lastSeq)
  }

  close(): void {
    for (const { hub } of this.#held.values()) hub.close()
    this.#held.clear()
  }

  #open(roomId: string): RoomHub<Message> {
    const { rooms, pause, onError } = this.#options
    return new RoomHub({
      log: {
        async read(afterSeq, limit) {
          const page = await rooms.readMessages({ roomId, audience: 'staff', afterSeq, limit })
          return page.messages
        },
        lastSeq: async () => (await rooms.lastSeqs([roomId])).get(roomId) ?? 0,
      },
      pause,
      onError,
    })
  }
}
