export interface WindowCounterOptions {
  readonly points: number
  readonly windowMs: number
}

interface Window {
  taken: number
  readonly untilMs: number
}

/** So many points per key and window. A window begins with its first point, and ends by a clock that nobody puts back. */
export class WindowCounter {
  readonly #options: WindowCounterOptions
  readonly #windows = new Map<string, Window>()
  #sweepAtMs = 0

  constructor(options: WindowCounterOptions) {
    this.#options = options
  }

  /** Takes a point. Answers how long to wait when there is none left, and 0 when there was one. */
  take(key: string): number {
    const { points, windowMs } = this.#options
    const nowMs = performance.now()
    this.#sweep(nowMs)
    const known = this.#windows.get(key)
    const window = known && known.untilMs > nowMs ? known : { taken: 0, untilMs: nowMs + windowMs }
    this.#windows.set(key, window)
    if (window.taken >= points) return window.untilMs - nowMs
    window.taken += 1
    return 0
  }

  forget(key: string): void {
    this.#windows.delete(key)
  }

  /** Once per window, so that nobody is remembered for longer than two. */
  #sweep(nowMs: number): void {
    if (nowMs < this.#sweepAtMs) return
    this.#sweepAtMs = nowMs + this.#options.windowMs
    for (const [key, { untilMs }] of this.#windows) if (untilMs <= nowMs) this.#windows.delete(key)
  }
}
