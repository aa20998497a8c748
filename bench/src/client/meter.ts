/** Counts and times what happens between two looks. */
export class Meter {
  #ms: number[] = []

  add(ms: number): void {
    this.#ms.push(ms)
  }

  /** What came since the last call. */
  take(): { readonly count: number; readonly p50Ms: number; readonly p99Ms: number } {
    const values = this.#ms.sort((a, b) => a - b)
    this.#ms = []
    const at = (share: number) => values[Math.ceil(share * values.length) - 1] ?? 0
    return { count: values.length, p50Ms: at(0.5), p99Ms: at(0.99) }
  }
}
