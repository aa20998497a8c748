/** What a line needs to know of a send: where it goes, its key, and how long it is. */
export interface Lined {
  readonly input: { readonly roomId: string; readonly clientId: string; readonly body: string }
}

export interface BatchLimits {
  readonly maxRows: number
  /** Of all bodies; a single longer one goes alone. */
  readonly maxChars: number
}

/**
 * Sends in line, a line per room. A room is in one batch at a time, so its messages are stored in the order in which
 * they came, and of two sends under one key the second waits until the first is stored.
 */
export class SendLines<S extends Lined> {
  readonly #limits: BatchLimits
  readonly #lines = new Map<string, S[]>()
  /** Rooms with a line that are in no batch, the one whose turn it is first. */
  readonly #ready = new Set<string>()
  readonly #busy = new Set<string>()

  constructor(limits: BatchLimits) {
    this.#limits = limits
  }

  add(send: S): void {
    const { roomId } = send.input
    const line = this.#lines.get(roomId)
    if (line) line.push(send)
    else this.#lines.set(roomId, [send])
    if (!this.#busy.has(roomId)) this.#ready.add(roomId)
  }

  /** The next batch; empty when nothing may go. Its rooms are busy until `release`. */
  take(): S[] {
    const batch: S[] = []
    const room = { rows: this.#limits.maxRows, chars: this.#limits.maxChars }
    for (const roomId of this.#ready) {
      const line = this.#lines.get(roomId) ?? []
      const sends = line.splice(0, fitting(line, room, batch.length === 0))
      if (sends.length === 0) break
      for (const send of sends) batch.push(send)
      room.rows -= sends.length
      room.chars -= charsOf(sends)
      if (line.length === 0) this.#lines.delete(roomId)
      this.#ready.delete(roomId)
      this.#busy.add(roomId)
    }
    return batch
  }

  /** A batch is done with: its rooms may go on. */
  release(batch: readonly S[]): void {
    for (const { input } of batch) {
      if (!this.#busy.delete(input.roomId)) continue
      if (this.#lines.has(input.roomId)) this.#ready.add(input.roomId)
    }
  }
}

const charsOf = (sends: readonly Lined[]): number =>
  sends.reduce((sum, { input }) => sum + input.body.length, 0)

/** How many from the head of a line go together into what space is left: each key once, and a first one in any case. */
function fitting(
  line: readonly Lined[],
  space: { readonly rows: number; readonly chars: number },
  isFirst: boolean,
): number {
  const keys = new Set<string>()
  let chars = 0
  for (const { input } of line) {
    chars += input.body.length
    const fits = keys.size < space.rows && chars <= space.chars
    if (!fits && !(isFirst && keys.size === 0)) break
    if (keys.has(input.clientId)) break
    keys.add(input.clientId)
  }
  return keys.size
}
