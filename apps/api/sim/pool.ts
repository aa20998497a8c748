/** Things of which one is drawn by chance, added and removed in no time. */
export class Pool<Thing> {
  readonly #things: Thing[] = []
  readonly #places = new Map<Thing, number>()

  get size(): number {
    return this.#things.length
  }

  add(thing: Thing): void {
    if (this.#places.has(thing)) return
    this.#places.set(thing, this.#things.length)
    this.#things.push(thing)
  }

  remove(thing: Thing): void {
    const place = this.#places.get(thing)
    const last = this.#things.at(-1)
    if (place === undefined || last === undefined) return
    this.#things[place] = last
    this.#places.set(last, place)
    this.#things.pop()
    this.#places.delete(thing)
  }

  draw(random: () => number): Thing | undefined {
    return this.#things[Math.floor(random() * this.#things.length)]
  }
}
