import type { Socket } from 'node:net'

/** A slow network. Chance comes from outside, so that a run can be repeated. */
export interface Weather {
  readonly latencyMs: number
  /** Added to or taken from the latency, at most. */
  readonly jitterMs?: number
  readonly bytesPerSecond?: number
  readonly random: () => number
}

/** Above this a pipe stops reading until the far side has taken it, as a network does. */
const HELD_MAX_BYTES = 1_024 * 1_024

/** One way of one connection: what comes out of `from` goes into `to`, in order, as the weather lets it. */
export class Pipe {
  weather: Weather | null = null
  readonly #from: Socket
  readonly #to: Socket
  /** What waits, oldest first; null is the end. */
  readonly #held: { readonly chunk: Buffer | null; readonly dueMs: number }[] = []
  #heldBytes = 0
  #timer: NodeJS.Timeout | undefined
  #stalled = false
  #swallowing = false
  #busyUntilMs = 0
  #onNextChunk: (() => void) | null = null

  constructor(from: Socket, to: Socket) {
    this.#from = from
    this.#to = to
    from.on('data', (chunk: Buffer) => this.#take(chunk))
    from.on('end', () => this.#take(null))
    to.on('drain', () => this.#resume())
  }

  /** Holds everything back until `heal`. */
  stall(): void {
    this.#stalled = true
  }

  /** Loses everything from now on. */
  swallow(): void {
    this.#swallowing = true
    this.#held.length = 0
    this.#heldBytes = 0
    this.#from.resume()
  }

  /** Lets half of the next chunk through and then calls `end`. */
  endWithin(end: () => void): void {
    this.#onNextChunk = end
  }

  heal(): void {
    this.#stalled = false
    this.weather = null
    this.#flush()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.swallow()
  }

  #take(chunk: Buffer | null): void {
    if (this.#swallowing) return
    if (this.#onNextChunk && chunk) {
      this.#write(chunk.subarray(0, Math.ceil(chunk.length / 2)))
      this.#onNextChunk()
    } else if (this.#stalled || this.weather || this.#held.length > 0) {
      this.#hold(chunk)
      this.#flush()
    } else {
      this.#write(chunk)
    }
  }

  #hold(chunk: Buffer | null): void {
    const bytes = chunk?.length ?? 0
    this.#heldBytes += bytes
    this.#held.push({ chunk, dueMs: this.#dueOf(bytes) })
    if (this.#heldBytes > HELD_MAX_BYTES) this.#from.pause()
  }

  #dueOf(bytes: number): number {
    const nowMs = performance.now()
    if (!this.weather) return nowMs
    const { latencyMs, jitterMs = 0, bytesPerSecond, random } = this.weather
    const sendingMs = bytesPerSecond ? (bytes / bytesPerSecond) * 1_000 : 0
    this.#busyUntilMs = Math.max(nowMs, this.#busyUntilMs) + sendingMs
    return this.#busyUntilMs + latencyMs + jitterMs * (2 * random() - 1)
  }

  #flush(): void {
    clearTimeout(this.#timer)
    for (let [next] = this.#held; next && !this.#stalled; [next] = this.#held) {
      const waitMs = next.dueMs - performance.now()
      if (waitMs > 0 && this.weather) {
        this.#timer = setTimeout(() => this.#flush(), waitMs)
        return
      }
      this.#held.shift()
      this.#heldBytes -= next.chunk?.length ?? 0
      this.#write(next.chunk)
    }
    this.#resume()
  }

  #write(chunk: Buffer | null): void {
    if (this.#to.destroyed) return
    if (chunk === null) this.#to.end()
    else if (!this.#to.write(chunk)) this.#from.pause()
  }

  #resume(): void {
    if (this.#heldBytes <= HELD_MAX_BYTES) this.#from.resume()
  }
}
