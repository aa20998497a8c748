import type { Frame } from './frame.ts'
import type { Source } from './source.ts'

export interface MailboxBound<Output> {
  /** Different keys that may wait at once. */
  readonly capacity: number
  /** Takes the place of everything that waits when there would be more. */
  readonly onOverflow: () => readonly [key: string, frame: Frame<Output>]
}

/**
 * What waits for one subscriber: the newest frame per key, so a slow one misses states, never the last of them, and
 * costs no more memory than its bound. Without a bound the caller's keys are to be few.
 */
export class Mailbox<Output> implements Source<Frame<Output>> {
  readonly #bound: MailboxBound<Output> | undefined
  readonly #waiting = new Map<string, Frame<Output>>()
  #failure: { readonly error: unknown } | null = null
  #wake: (() => void) | null = null

  constructor(bound?: MailboxBound<Output>) {
    this.#bound = bound
  }

  put(key: string, frame: Frame<Output>): void {
    const bound = this.#bound
    if (bound && this.#waiting.size >= bound.capacity && !this.#waiting.has(key)) {
      this.#waiting.clear()
      this.#waiting.set(...bound.onOverflow())
    } else {
      this.#waiting.set(key, frame)
    }
    this.#tell()
  }

  /** Drops what waits: the next read throws the error. */
  fail(error: unknown): void {
    this.#failure = { error }
    this.#tell()
  }

  next(): Frame<Output> | null {
    if (this.#failure) throw this.#failure.error
    for (const [key, frame] of this.#waiting) {
      this.#waiting.delete(key)
      return frame
    }
    return null
  }

  onNews(wake: () => void): () => void {
    this.#wake = wake
    // What came since the reader's last look would wake nobody any more.
    if (this.#waiting.size > 0 || this.#failure) queueMicrotask(() => this.#tell())
    return () => {
      this.#wake = null
    }
  }

  close(): void {
    this.#wake = null
    this.#waiting.clear()
  }

  #tell(): void {
    const wake = this.#wake
    this.#wake = null
    wake?.()
  }
}
