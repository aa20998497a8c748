export interface MailboxBound<Frame> {
  /** Different keys that may wait at once. */
  readonly capacity: number
  /** Takes the place of everything that waits when there would be more. */
  readonly onOverflow: () => readonly [key: string, frame: Frame]
}

/**
 * What waits for one subscriber: the newest frame per key, so a slow one misses states, never the last of them, and
 * costs no more memory than its bound. Without a bound the caller's keys are to be few.
 */
export class Mailbox<Frame> {
  readonly #bound: MailboxBound<Frame> | undefined
  readonly #waiting = new Map<string, Frame>()
  #failure: { readonly error: unknown } | null = null
  #wake: () => void = () => undefined

  constructor(bound?: MailboxBound<Frame>) {
    this.#bound = bound
  }

  put(key: string, frame: Frame): void {
    const bound = this.#bound
    if (bound && this.#waiting.size >= bound.capacity && !this.#waiting.has(key)) {
      this.#waiting.clear()
      this.#waiting.set(...bound.onOverflow())
    } else {
      this.#waiting.set(key, frame)
    }
    this.#wake()
  }

  /** Drops what waits and ends `frames` by throwing. */
  fail(error: unknown): void {
    this.#failure = { error }
    this.#wake()
  }

  /** Each frame in turn, until the signal aborts. One reader at a time. */
  async *frames(signal: AbortSignal): AsyncGenerator<Frame, void> {
    while (!signal.aborted) {
      if (this.#failure) throw this.#failure.error
      const next = this.#waiting.entries().next()
      if (next.done) {
        await this.#somethingNew(signal)
      } else {
        const [key, frame] = next.value
        this.#waiting.delete(key)
        yield frame
      }
    }
  }

  #somethingNew(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake)
        this.#wake = () => undefined
        resolve()
      }
      this.#wake = wake
      signal.addEventListener('abort', wake)
    })
  }
}
