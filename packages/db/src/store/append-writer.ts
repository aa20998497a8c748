import type { Actor, AppendInput, AppendResult } from '@shopbell/chat-core'
import type { Send } from './append-row.ts'
import { SendLines } from './send-lines.ts'
import { failedForOneRow } from './sql-state.ts'

/** Beyond about a hundred rows a statement gets slower by the row, and everybody in it waits for the last one. */
const BATCH_LIMITS = { maxRows: 128, maxChars: 128 * 1_024 }

/** How sends are stored: by themselves, or many in one statement, all or none. */
export interface AppendWrites {
  one(send: Send): Promise<AppendResult>
  many(sends: readonly Send[]): Promise<readonly AppendResult[]>
}

interface Waiting extends Send {
  readonly resolve: (result: AppendResult) => void
  readonly reject: (error: unknown) => void
}

/**
 * Group commit. While statements are under way, sends wait in line; once one is done, whatever is in line goes as the
 * next, so a batch is as large as the database is slow. There is no timer: a send that finds a free place goes with
 * what arrived in the same turn of the event loop, and one that came alone is the plain single-row statement.
 */
export class AppendWriter {
  readonly #writes: AppendWrites
  readonly #maxInFlight: number
  readonly #lines = new SendLines<Waiting>(BATCH_LIMITS)
  #inFlight = 0
  #isScheduled = false

  constructor(writes: AppendWrites, { maxInFlight }: { readonly maxInFlight: number }) {
    this.#writes = writes
    this.#maxInFlight = maxInFlight
  }

  /** See `RoomStore.appendMessage`. */
  append(actor: Actor, input: AppendInput): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#lines.add({ actor, input, resolve, reject })
      this.#schedule()
    })
  }

  /** After this turn of the event loop, so that all sends of the turn go together. */
  #schedule(): void {
    if (this.#isScheduled || this.#inFlight === this.#maxInFlight) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#start()
    })
  }

  #start(): void {
    while (this.#inFlight < this.#maxInFlight) {
      const batch = this.#lines.take()
      if (batch.length === 0) return
      this.#inFlight += 1
      void this.#write(batch).finally(() => {
        this.#inFlight -= 1
        this.#lines.release(batch)
        this.#schedule()
      })
    }
  }

  /** Answers every send of the batch. Does not reject. */
  async #write(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 1) return this.#writeOneByOne(batch)
    try {
      const results = await this.#writes.many(batch)
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index]
        if (result) resolve(result)
        else reject(new Error('A send got no answer.'))
      }
    } catch (error) {
      // Another node has stored one of the keys meanwhile, say. If it was the connection, nobody knows what is stored.
      if (failedForOneRow(error)) return this.#writeOneByOne(batch)
      for (const { reject } of batch) reject(error)
    }
  }

  async #writeOneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const send of batch) await this.#writes.one(send).then(send.resolve, send.reject)
  }
}
