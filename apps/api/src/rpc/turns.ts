/** Lets those who want the same thing have a go one after another, in the order in which they came. */
export class Turns {
  readonly #ends = new Map<string, Promise<void>>()

  /** Runs the task after all that were given before under this key, whatever became of those. */
  take<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const result = (this.#ends.get(key) ?? Promise.resolve()).then(task)
    const forget = () => {
      if (this.#ends.get(key) === end) this.#ends.delete(key)
    }
    const end = result.then(forget, forget)
    this.#ends.set(key, end)
    return result
  }
}
