import type { LogQuery, Message, RoomStore } from '@shopbell/chat-core'
import type { History } from '@shopbell/db'
import type { Retry } from './backoff.ts'
import { resyncRequired } from './event-id.ts'
import { type GatheredOptions, gathered } from './gathered.ts'
import type { NoticeOf } from './notice-of.ts'
import { type LogSource, RoomHub } from './room-hub.ts'
import { within } from './within.ts'

export interface RoomHubsOptions extends Retry {
  readonly rooms: Pick<RoomStore, 'readLogs' | 'lastSeqs'>
  readonly history: History
  /** When what was asked in one turn of the event loop goes to the store. */
  readonly soon?: GatheredOptions['soon']
}

interface Held {
  readonly hub: RoomHub<Message>
  followers: number
}

const LOADS_MAX = 1_000
/** A page of a hub is up to 200 messages. */
const READS_MAX = 50
const ANSWER_WITHIN_MS = 5_000
const NOT_THERE = -1

/**
 * The hubs of the rooms somebody follows on this node: made for the first follower, closed after the last. They are
 * all of one history; when the database turns out to have another one, they are ended and made anew.
 */
export class RoomHubs {
  readonly #options: RoomHubsOptions
  readonly #held = new Map<string, Held>()
  readonly #read: (query: LogQuery) => Promise<readonly Message[]>
  readonly #lastSeq: (roomId: string) => Promise<number>
  #epoch: string
  #lastError: unknown

  constructor(options: RoomHubsOptions) {
    const { rooms, history, soon = setImmediate } = options
    this.#options = options
    this.#epoch = history.epoch
    this.#read = gathered({ atOnceMax: READS_MAX, withinMs: ANSWER_WITHIN_MS, soon }, (queries) =>
      rooms.readLogs(queries),
    )
    this.#lastSeq = gathered(
      { atOnceMax: LOADS_MAX, withinMs: ANSWER_WITHIN_MS, soon },
      async (roomIds) => {
        const lastSeqs = await rooms.lastSeqs(roomIds)
        return roomIds.map((roomId) => lastSeqs.get(roomId) ?? 0)
      },
    )
  }

  get size(): number {
    return this.#held.size
  }

  /**
   * The room's hub; each one acquired is to be released once. Whoever acquires it tells it how far the log reaches
   * (`begin`), for they have just read the room to see whether they may.
   */
  acquire(roomId: string): RoomHub<Message> {
    const held = this.#held.get(roomId) ?? { hub: this.#open(roomId), followers: 0 }
    held.followers += 1
    this.#held.set(roomId, held)
    return held.hub
  }

  release(roomId: string, hub: RoomHub<Message>): void {
    const held = this.#held.get(roomId)
    // One that was ended is held no more; another one may be in its place.
    if (held?.hub !== hub) return
    held.followers -= 1
    if (held.followers > 0) return
    this.#held.delete(roomId)
    hub.close()
  }

  /** Passes a notice on to the room's followers, if there are any. */
  roomChanged({ room, messages }: NoticeOf<'room.changed'>): void {
    const hub = this.#held.get(room.roomId)?.hub
    if (!hub) return
    for (const message of messages) hub.hint(message)
    hub.want(room.lastSeq)
  }

  /**
   * The position check (DL-6): finds what no notice told of. A history of another name, or a log that is shorter than
   * what was already read from it, is not the one its readers know: the database was restored, or took over without
   * the last commits. Then every reader starts afresh, once (DL-7).
   */
  async check(): Promise<void> {
    const { history } = this.#options
    const epoch = this.#epoch
    // As they are before the question: what is committed while it is answered makes no log look short.
    const tails = [...this.#held].map(([roomId, { hub }]) => [roomId, hub.tail] as const)
    const [epochNow, lastSeqs] = await within(
      ANSWER_WITHIN_MS,
      Promise.all([history.read(), this.#lastSeqsOf(tails.map(([roomId]) => roomId))]),
    )
    const lastSeqOf = (roomId: string): number => lastSeqs.get(roomId) ?? NOT_THERE
    const isRewound = tails.some(([roomId, tail]) => lastSeqOf(roomId) < tail)

    if (epochNow !== epoch) this.#startOver(epochNow)
    else if (isRewound) this.#startOver(await history.renew(epoch))
    else for (const [roomId] of tails) this.#held.get(roomId)?.hub.begin(lastSeqOf(roomId))
  }

  close(): void {
    for (const { hub } of this.#held.values()) hub.close()
    this.#held.clear()
  }

  #startOver(epoch: string): void {
    // Of checks that overlap, the first one did it.
    if (epoch === this.#epoch) return
    this.#epoch = epoch
    const ended = [...this.#held.values()]
    this.#held.clear()
    for (const { hub } of ended) hub.end(resyncRequired())
  }

  async #lastSeqsOf(roomIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return roomIds.length === 0 ? new Map() : this.#options.rooms.lastSeqs(roomIds)
  }

  #open(roomId: string): RoomHub<Message> {
    const log: LogSource<Message> = {
      read: (afterSeq, limit) => this.#read({ roomId, afterSeq, limit }),
      lastSeq: () => this.#lastSeq(roomId),
    }
    const onError = (error: unknown) => this.#tellOnce(error)
    return new RoomHub({ epoch: this.#epoch, log, pause: this.#options.pause, onError })
  }

  /** A query that failed for many rooms is one error. */
  #tellOnce(error: unknown): void {
    if (error === this.#lastError) return
    this.#lastError = error
    this.#options.onError(error)
  }
}
