import type { Rate } from './socket-limits.ts'

/** Lets `burst` things through at once and `perSecond` from then on. */
export class TokenBucket {
  readonly #rate: Rate
  #tokens: number
  #filledAtMs = performance.now()

  constructor(rate: Rate) {
    this.#rate = rate
    this.#tokens = rate.burst
  }

  /** Takes one. Answers how long to wait for the next one in milliseconds, 0 if this one was there. */
  take(): number {
    const { burst, perSecond } = this.#rate
    const nowMs = performance.now()
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#filledAtMs) / 1_000) * perSecond)
    this.#filledAtMs = nowMs
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) / perSecond) * 1_000)
    this.#tokens -= 1
    return 0
  }
}
