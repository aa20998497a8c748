import { clientIdOf, numberOf } from './numbering.ts'
import type { Delivered } from './wires/wire.ts'

const PROBLEMS_MAX = 3

/** What became of one room's messages. The sender counts them from 0; the server gives each its seq. */
export class RoomTally {
  acked = 0
  readonly #room: number
  readonly #sentAtMs: number[] = []
  /** By number; 0 while there is no answer. */
  readonly #ackedSeqs: number[] = []
  /** By key, in the order in which they came to the agent. */
  readonly #delivered = new Map<string, number>()
  #lastEchoed = 0
  readonly #problems: string[] = []

  /** @param room its place among the rooms of the run */
  constructor(room: number) {
    this.#room = room
  }

  /** Counts one more. @param atMs when it was to be sent */
  send(atMs: number): { readonly number: number; readonly clientId: string } {
    const number = this.#sentAtMs.push(atMs) - 1
    this.#ackedSeqs.push(0)
    return { number, clientId: clientIdOf(this.#room, number) }
  }

  /** @returns when it was sent */
  ack(number: number, seq: number): number {
    if (this.#ackedSeqs[number] !== 0) this.#fail(`message ${number} was acknowledged out of turn`)
    this.#ackedSeqs[number] = seq
    this.acked += 1
    return this.#sentAt(number)
  }

  /** @returns when it was sent */
  deliver({ clientId, seq }: Delivered): number {
    if (this.#delivered.has(clientId)) this.#fail(`${clientId} was delivered twice`)
    if (seq !== this.#delivered.size + 1) {
      this.#fail(`seq ${seq} was delivered as number ${this.#delivered.size + 1}`)
    }
    this.#delivered.set(clientId, seq)
    return this.#sentAt(numberOf(clientId))
  }

  /** The sender's own copy may come or not, but never twice or out of order. */
  echo({ seq }: Delivered): void {
    if (seq <= this.#lastEchoed) this.#fail(`the sender got seq ${seq} after ${this.#lastEchoed}`)
    this.#lastEchoed = seq
  }

  isSettled(): boolean {
    const sent = this.#sentAtMs.length
    return this.acked === sent && this.#delivered.size === sent
  }

  /** Compares what was sent, acknowledged and delivered, once everything has had time to arrive. */
  audit(): readonly string[] {
    for (const [number, acked] of this.#ackedSeqs.entries()) {
      const delivered = this.#delivered.get(clientIdOf(this.#room, number))
      if (acked === 0) this.#fail(`message ${number} was never acknowledged`)
      if (acked !== delivered)
        this.#fail(`message ${number} is seq ${acked}, delivered as ${delivered}`)
    }
    return this.#problems
  }

  #sentAt(number: number): number {
    return this.#sentAtMs[number] ?? Number.NaN
  }

  #fail(what: string): void {
    if (this.#problems.length < PROBLEMS_MAX) this.#problems.push(`Room ${this.#room}: ${what}`)
  }
}
