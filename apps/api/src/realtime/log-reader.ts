import type { RoomHub } from './room-hub.ts'
import type { Source } from './source.ts'

/** Messages per piece: at their longest they stay well under what a socket may hold back. */
const PIECE_MAX = 32

/**
 * The log after a cursor, in order, each message once (DL-4). Replay and live are one way of reading, so there is no
 * seam between them to lose a message in.
 */
export class LogReader<M extends { readonly seq: number }> implements Source<readonly M[]> {
  readonly #hub: RoomHub<M>
  #cursor: number
  /** Only of a reader that had to ask the store. */
  #closing: AbortController | undefined

  constructor(hub: RoomHub<M>, cursor: number) {
    this.#hub = hub
    this.#cursor = cursor
  }

  next(): readonly M[] | null | Promise<readonly M[] | null> {
    const batch = this.#hub.from(this.#cursor, PIECE_MAX)
    return batch ? this.#advance(batch) : this.#fetch()
  }

  onNews(wake: () => void): () => void {
    return this.#hub.whenNews(this.#cursor, wake)
  }

  close(): void {
    this.#closing?.abort()
  }

  async #fetch(): Promise<readonly M[] | null> {
    this.#closing ??= new AbortController()
    return this.#advance(await this.#hub.read(this.#cursor, PIECE_MAX, this.#closing.signal))
  }

  #advance(batch: readonly M[]): readonly M[] | null {
    const last = batch.at(-1)
    if (!last) return null
    this.#cursor = last.seq
    return batch
  }
}
