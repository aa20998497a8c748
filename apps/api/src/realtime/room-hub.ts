import type { Pause, Retry } from './backoff.ts'

interface Sequenced {
  readonly seq: number
}

/** The log of one room as the store has it, from the primary. */
export interface LogSource<M extends Sequenced> {
  /** Ascending, `seq > afterSeq`, at most `limit`. */
  read(afterSeq: number, limit: number): Promise<readonly M[]>
  lastSeq(): Promise<number>
}

export interface RoomHubOptions<M extends Sequenced> extends Retry {
  /** The history whose log this is. */
  readonly epoch: string
  readonly log: LogSource<M>
}

const RING_MAX = 256
const READ_MAX = 200
const NOT_BEGUN = -1

/**
 * What one process knows of one room's log while somebody here follows it (DL-4, DL-6).
 *
 * `tail` is the highest seq known without a gap, and only this class moves it; a reader who is ahead of it because
 * they read the store themselves waits until it has caught up. Hints are never believed further than `tail + 1`:
 * anything else only raises `goal`, and one pump at a time reads the store until `tail` reaches it.
 */
export class RoomHub<M extends Sequenced> {
  readonly epoch: string
  readonly #log: LogSource<M>
  readonly #pause: Pause
  readonly #onError: (error: unknown) => void
  readonly #closing = new AbortController()
  readonly #reading = new Map<string, Promise<readonly M[]>>()
  /** Who waits, and for something after which cursor. */
  readonly #sleepers = new Map<() => void, number>()
  /** Contiguous, ends at `tail`. */
  #ring: M[] = []
  #tail = NOT_BEGUN
  /** Highest seq heard of, and how often anything was heard. */
  #goal = 0
  #heard = 0
  #pumping = false
  #ended: { readonly reason: unknown } | null = null

  constructor({ epoch, log, pause, onError }: RoomHubOptions<M>) {
    this.epoch = epoch
    this.#log = log
    this.#pause = pause
    this.#onError = onError
  }

  /** Highest seq known without a gap; -1 before `begin`. */
  get tail(): number {
    return this.#tail
  }

  /**
   * The store says that the log reaches `lastSeq`. The hub follows it from there; readers who are not as far read the
   * store themselves. Best is what was read after the hub was made: then nothing between the two goes unheard until the
   * next position check. To be said again whenever it is known.
   */
  begin(lastSeq: number): void {
    if (this.#tail === NOT_BEGUN) {
      this.#tail = lastSeq
      this.#wake()
    }
    this.want(lastSeq)
  }

  /** A committed message, from wherever: in any order, any number of times. */
  hint(message: M): void {
    if (this.#tail !== NOT_BEGUN && message.seq === this.#tail + 1) {
      this.#push(message)
    } else {
      this.want(message.seq)
    }
  }

  /** The log is said to reach at least `seq`. */
  want(seq: number): void {
    this.#heard += 1
    this.#goal = Math.max(this.#goal, seq)
    if (!this.#pumping && this.#tail !== NOT_BEGUN && this.#tail < this.#goal) void this.#pump()
  }

  /**
   * What comes after `cursor`, oldest first, without waiting: empty if nothing yet, null if the ring no longer has it.
   * Throws what the hub was ended with.
   */
  from(cursor: number, limit: number): readonly M[] | null {
    if (this.#ended) throw this.#ended.reason
    if (cursor >= this.#tail) return []
    const start = cursor - (this.#tail - this.#ring.length)
    return start < 0 ? null : this.#ring.slice(start, start + limit)
  }

  /** Like `from`, out of the store: tries until it has something or the signal aborts. Only after `from` gave null. */
  async read(cursor: number, limit: number, signal: AbortSignal): Promise<readonly M[]> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      if (this.#ended) throw this.#ended.reason
      try {
        const page = await this.#page(cursor, limit)
        if (this.#ended) continue
        this.#keep(page)
        if (page[0]?.seq === cursor + 1) return page
        throw new Error(`The log has nothing right after seq ${cursor}, though it reaches further`)
      } catch (error) {
        this.#onError(error)
        await this.#pause(attempt, signal)
      }
    }
    return []
  }

  /** Many who come back at once to the same place are one question to the store. */
  #page(cursor: number, limit: number): Promise<readonly M[]> {
    const key = `${cursor} ${limit}`
    const reading =
      this.#reading.get(key) ??
      this.#log.read(cursor, limit).finally(() => this.#reading.delete(key))
    this.#reading.set(key, reading)
    return reading
  }

  /** Puts what a reader had to read before the ring if it joins on: the next one finds it there. */
  #keep(page: readonly M[]): void {
    const ringBegins = this.#tail - this.#ring.length
    const older = page.filter(({ seq }) => seq <= ringBegins)
    if (older.at(-1)?.seq === ringBegins) this.#ring = [...older, ...this.#ring].slice(-RING_MAX)
  }

  /** Resolves once `from(cursor)` has something to say, or when the signal aborts. */
  wait(cursor: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        stopWaiting()
        signal.removeEventListener('abort', wake)
        resolve()
      }
      signal.addEventListener('abort', wake)
      const stopWaiting = this.whenNews(cursor, wake)
    })
  }

  /** Calls `wake` once, later, when `from(cursor)` has something to say. Answers how to take that back. */
  whenNews(cursor: number, wake: () => void): () => void {
    this.#sleepers.set(wake, cursor)
    // What came between the reader's last look and now would wake nobody any more.
    if (this.#hasNews(cursor)) queueMicrotask(() => this.#wake())
    return () => this.#sleepers.delete(wake)
  }

  /** Ends every reader, now and later, by throwing `reason` at them: this log is not the database's any more. */
  end(reason: unknown): void {
    this.#ended = { reason }
    this.close()
    this.#wake()
  }

  /** Stops reading. Whoever still waits stays asleep until their own signal aborts. */
  close(): void {
    this.#closing.abort()
  }

  async #pump(): Promise<void> {
    this.#pumping = true
    for (let idle = 0; !this.#closing.signal.aborted && this.#tail < this.#goal; ) {
      const before = this.#tail
      try {
        await this.#advance()
      } catch (error) {
        this.#onError(error)
      }
      if (this.#tail > before) idle = 0
      else if (this.#tail < this.#goal) await this.#pause(idle++, this.#closing.signal)
    }
    this.#pumping = false
  }

  async #advance(): Promise<void> {
    const before = this.#tail
    const page = await this.#log.read(before, READ_MAX)
    for (const message of page) {
      if (message.seq === this.#tail + 1) this.#push(message)
      else if (message.seq > this.#tail) throw new Error(`The log skips seq ${this.#tail + 1}`)
    }
    if (this.#tail > before) return
    // A hint ahead of what can be read: believe the store instead, unless something was heard while it answered.
    const heard = this.#heard
    const last = await this.#log.lastSeq()
    if (this.#heard === heard) this.#goal = last
  }

  #push(message: M): void {
    this.#ring.push(message)
    if (this.#ring.length > RING_MAX) this.#ring.shift()
    this.#tail = message.seq
    this.#wake()
  }

  #hasNews(cursor: number): boolean {
    return this.#tail > cursor || this.#ended !== null
  }

  #wake(): void {
    // All of them first: who is woken waits again at once, and is not to be met a second time.
    const awake: (() => void)[] = []
    for (const [wake, cursor] of this.#sleepers) if (this.#hasNews(cursor)) awake.push(wake)
    for (const wake of awake) if (this.#sleepers.delete(wake)) wake()
  }
}
