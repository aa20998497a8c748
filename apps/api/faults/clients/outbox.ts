import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Intent, Recorder } from '../oracle/recorder.ts'
import { callOverHttp } from './http-call.ts'
import type { Person } from './person.ts'
import { isFinal, Refused } from './refused.ts'
import type { RoomReader } from './room-reader.ts'
import { backoffMs, type ClientTiming } from './timing.ts'

export interface OutboxOptions {
  readonly person: Person
  readonly roomId: string
  readonly addresses: readonly string[]
  readonly timing: ClientTiming
  readonly random: () => number
  readonly recorder: Recorder
  /** Whose socket carries what is sent while it is open. Without one everything goes over HTTP. */
  readonly reader?: RoomReader
  /** How many messages this author has sent into this room already. */
  readonly from?: number
}

/** How much goes over HTTP though a socket is open: both roads lead to the same place. */
const OVER_HTTP = 0.2

/**
 * What one author has to say in one room: one message on its way at a time, each sent again and again under the same
 * key until the server says that it has it, or a refusal says that it never will.
 */
export class Outbox {
  readonly #options: OutboxOptions
  #last: Promise<unknown> = Promise.resolve()
  #n: number
  attempts = 0
  waiting = 0

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#n = options.from ?? 0
  }

  /** Resolves once the message is stored, or refused for good. */
  send(kind: 'text' | 'note' = 'text'): Promise<Intent> {
    const { person, roomId, recorder } = this.#options
    const place = { clientId: randomUUID(), roomId, authorId: person.id, n: this.#n++ }
    const intent = recorder.intend({ ...place, kind })
    this.waiting += 1
    const sent = this.#last.then(() => this.#deliver(intent))
    this.#last = sent
    return sent
  }

  async #deliver(intent: Intent): Promise<Intent> {
    const { timing, random } = this.#options
    for (let attempt = 0; ; attempt += 1) {
      this.attempts += 1
      try {
        const { message } = await this.#attempt(intent)
        intent.ackedSeq = message.seq
        break
      } catch (error) {
        if (isFinal(error) && error instanceof Refused) {
          intent.refusedWith = error.code
          break
        }
        await sleep(backoffMs(attempt, timing, random))
      }
    }
    this.waiting -= 1
    return intent
  }

  #attempt({ clientId, roomId, kind, authorId, n }: Intent): Promise<{ message: { seq: number } }> {
    const { person, addresses, timing, random, reader } = this.#options
    const path = kind === 'note' ? 'room.note' : 'room.send'
    const input = { roomId, clientId, body: bodyOf({ authorId, n, kind }) }
    const socket = reader?.socket
    if (socket && random() >= OVER_HTTP) {
      return socket.mutate(path, input) as Promise<{ message: { seq: number } }>
    }
    const address = addresses[Math.floor(random() * addresses.length)] ?? ''
    return callOverHttp({ address, person, path, input, timeoutMs: timing.attemptMs })
  }
}

/** Says in its words which message it is, so that the log tells twice-stored ones apart from two. */
const bodyOf = ({ authorId, n, kind }: Pick<Intent, 'authorId' | 'n' | 'kind'>): string =>
  `${kind} ${n} of ${authorId}: how much light does the small lamp give?`

const BODY = /^(text|note) (\d+) of ([\da-f-]{36}): /

/** Which message a body is; null for one that no outbox wrote. */
export function intentOfBody(body: string): { n: number; authorId: string } | null {
  const [, , n, authorId] = body.match(BODY) ?? []
  return n !== undefined && authorId !== undefined ? { n: Number(n), authorId } : null
}
