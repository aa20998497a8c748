export interface LineDrainsOptions {
  /** Gives away what waits in the line of a group. */
  readonly drain: (groupId: string) => Promise<unknown>
  /** Told of a drain that failed. The line is woken again by the next sweep. */
  readonly onError: (error: unknown) => void
}

/** The drains of this node: one per line at a time, and one more if the line was woken meanwhile. */
export class LineDrains {
  readonly #options: LineDrainsOptions
  readonly #running = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()
  #closed = false

  constructor(options: LineDrainsOptions) {
    this.#options = options
  }

  wake(groupId: string): void {
    if (this.#closed) return
    if (this.#running.has(groupId)) this.#again.add(groupId)
    else this.#running.set(groupId, this.#run(groupId))
  }

  /** Resolves when the drains that run have ended; no other begins. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#running.values())
  }

  async #run(groupId: string): Promise<void> {
    do {
      this.#again.delete(groupId)
      await this.#options.drain(groupId).catch(this.#options.onError)
    } while (this.#again.has(groupId) && !this.#closed)
    this.#running.delete(groupId)
  }
}
