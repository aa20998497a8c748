/**
 * Lets so many through at a time; the others wait in the order in which they came. What many want at once then ends one
 * after another, and not all of it too late.
 */
export class Turnstile {
  #free: number
  readonly #line: (() => void)[] = []

  /** @param places how many may be through at once */
  constructor(places: number) {
    this.#free = places
  }

  /** Runs the task when its turn has come. */
  async pass<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((enter) => this.#line.push(enter))
    try {
      return await task()
    } finally {
      const next = this.#line.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
