/**
 * Remembers what an expensive question was answered, for moments only: callers who ask within `ttlMs` share one
 * lookup. `clear` forgets everything, so a revocation counts from the next question on.
 */
export class BriefCache<Value> {
  readonly #ttlMs: number
  readonly #maxEntries: number
  readonly #entries = new Map<string, { readonly answer: Promise<Value>; readonly until: number }>()

  constructor({ ttlMs, maxEntries }: { ttlMs: number; maxEntries: number }) {
    this.#ttlMs = ttlMs
    this.#maxEntries = maxEntries
  }

  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key)
    if (known && known.until > performance.now()) return known.answer

    const answer = load()
    const entry = { answer, until: performance.now() + this.#ttlMs }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    // A failure is nobody's answer but this caller's.
    answer.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
    })
    this.#dropOldest()
    return answer
  }

  clear(): void {
    this.#entries.clear()
  }

  #dropOldest(): void {
    const nowMs = performance.now()
    for (const [key, { until }] of this.#entries) {
      if (until > nowMs && this.#entries.size <= this.#maxEntries) return
      this.#entries.delete(key)
    }
  }
}
