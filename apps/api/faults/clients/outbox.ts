import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RoomView } from '@shopbell/chat-core'
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
  /** What each message ends with, to make it longer. */
  readonly tail?: string
  /** Makes the key of each message; by default one that says nothing. */
  readonly newKey?: () => string
}

interface Job {
  readonly intent: Intent
  readonly done: (intent: Intent) => void
}

/** How much goes over HTTP though a socket is open: both roads lead to the same place. */
const OVER_HTTP = 0.2
/** How long a message that was acknowledged is kept in case a failover loses it. */
const LEDGER_MS = 10 * 60_000

/**
 * What one author has to say in one room: one message on its way at a time, each sent again and again under the same
 * key until the server says that it has it, or a refusal says that it never will. What a rewound history lacks is sent
 * again, before everything else.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #queue: Job[] = []
  readonly #ledger = new Map<Intent, { readonly ackedAtMs: number }>()
  #isSending = false
  #n: number
  attempts = 0
  resent = 0

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#n = options.from ?? 0
    if (options.reader) options.reader.onResync = (view) => this.#recover(view)
  }

  get waiting(): number {
    return this.#queue.length + (this.#isSending ? 1 : 0)
  }

  /** Resolves once the message is stored, or refused for good. */
  send(kind: 'text' | 'note' = 'text'): Promise<Intent> {
    const { person, roomId, recorder, newKey = randomUUID } = this.#options
    const place = { clientId: newKey(), roomId, authorId: person.id, n: this.#n++ }
    const intent = recorder.intend({ ...place, kind })
    return new Promise((done) => {
      this.#queue.push({ intent, done })
      void this.#pump()
    })
  }

  #recover({ messages }: RoomView): void {
    const shown = new Set(messages.map((message) => 'clientId' in message && message.clientId))
    const lost = [...this.#ledger].filter(
      ([{ clientId }, { ackedAtMs }]) =>
        !shown.has(clientId) && performance.now() - ackedAtMs < LEDGER_MS,
    )
    for (const [intent] of lost) {
      this.#ledger.delete(intent)
      intent.isResent = true
    }
    this.resent += lost.length
    this.#queue.unshift(...lost.map(([intent]) => ({ intent, done: () => undefined })))
    void this.#pump()
  }

  async #pump(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    for (let job = this.#queue.shift(); job; job = this.#queue.shift()) {
      await this.#deliver(job.intent)
      job.done(job.intent)
    }
    this.#isSending = false
  }

  async #deliver(intent: Intent): Promise<void> {
    const { timing, random } = this.#options
    for (let attempt = 0; ; attempt += 1) {
      this.attempts += 1
      try {
        const { message } = await this.#attempt(intent)
        intent.ackedSeq = message.seq
        this.#ledger.set(intent, { ackedAtMs: performance.now() })
        return
      } catch (error) {
        if (isFinal(error) && error instanceof Refused) {
          intent.refusedWith = error.code
          return
        }
        await sleep(backoffMs(attempt, timing, random))
      }
    }
  }

  #attempt({ clientId, roomId, kind, authorId, n }: Intent): Promise<{ message: { seq: number } }> {
    const { person, addresses, timing, random, reader, tail = '' } = this.#options
    const path = kind === 'note' ? 'room.note' : 'room.send'
    const input = { roomId, clientId, body: bodyOf({ authorId, n, kind }) + tail }
    const socket = reader?.socket
    if (socket && random() >= OVER_HTTP) {
      return socket.mutate(path, input) as Promise<{ message: { seq: number } }>
    }
    const address = addresses[Math.floor(random() * addresses.length)] ?? ''
    return callOverHttp({ address, person, path, input, timeoutMs: timing.attemptMs })
  }
}

/** Says in its words which message it is, so that the log tells twice-stored ones apart from two. */
export const bodyOf = ({ authorId, n, kind }: Pick<Intent, 'authorId' | 'n' | 'kind'>): string =>
  `${kind} ${n} of ${authorId}: how much light does the small lamp give?`

const BODY = /^(text|note) (\d+) of ([\da-f-]{36}): /

/** Which message a body is; null for one that no outbox wrote. */
export function intentOfBody(body: string): { n: number; authorId: string } | null {
  const [, , n, authorId] = body.match(BODY) ?? []
  return n !== undefined && authorId !== undefined ? { n: Number(n), authorId } : null
}
