import { WebSocket } from 'ws'
import { headersOf, type Person } from './person.ts'
import { Refused, type WireError } from './refused.ts'
import type { ClientTiming } from './timing.ts'

/** A frame as tRPC's server sends it. */
export interface Reply {
  readonly id: number | null
  readonly method?: string
  readonly result?: { readonly type?: string; readonly id?: string; readonly data?: unknown }
  readonly error?: WireError
}

export interface WireSocketOptions {
  /** `http://host:port` of a node. */
  readonly address: string
  readonly person: Person
  readonly timing: ClientTiming
  /** How many times longer than usual it waits before it gives up; once, when not given. */
  readonly patience?: number
  readonly onOpen: () => void
  /** Of the subscription with that id, and with null what concerns the whole socket. */
  readonly onReply: (reply: Reply) => void
  /** Once, with the close code; 4499 when this side gave up on it. */
  readonly onEnd: (code: number) => void
}

interface Call {
  readonly resolve: (data: unknown) => void
  readonly reject: (error: unknown) => void
}

const GAVE_UP = 4_499
const BUSY_MS = 250

/**
 * One connection in tRPC's wire format, without its client: a thousand of them fit into one process. It gives up on a
 * connect that takes too long and on a peer that does not answer a ping, as the product's socket does.
 */
export class WireSocket {
  readonly #socket: WebSocket
  readonly #options: WireSocketOptions
  readonly #calls = new Map<number, Call>()
  #nextId = 1
  #isOpen = false
  #hasEnded = false
  #timer: NodeJS.Timeout

  constructor(options: WireSocketOptions) {
    this.#options = options
    const { address, person } = options
    this.#socket = new WebSocket(`${address.replace('http', 'ws')}/api/ws?connectionParams=1`, {
      headers: headersOf(person),
      perMessageDeflate: false,
    })
    this.#timer = this.#giveUpAfter(options.timing.connectWithinMs)
    this.#socket.on('error', () => this.#end(GAVE_UP))
    this.#socket.on('close', (code) => this.#end(code))
    this.#socket.on('open', () => this.#open())
    this.#socket.on('message', (data) => this.#hear(String(data)))
    this.#socket.on('pong', () => this.#pingSoon())
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#hasEnded
  }

  /** Stops or goes on reading what comes in: a reader that is too slow. */
  setReading(reading: boolean): void {
    if (reading) this.#socket.resume()
    else this.#socket.pause()
  }

  /** Answers the id that its replies will carry. */
  subscribe(path: string, input: object): number {
    const id = this.#nextId++
    this.#send({ id, method: 'subscription', params: { path, input } })
    return id
  }

  unsubscribe(id: number): void {
    this.#send({ id, method: 'subscription.stop' })
  }

  /** One mutation. Rejects with a refusal, when the socket ends, or when no answer comes in time. */
  mutate(path: string, input: object): Promise<unknown> {
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#settle(id)?.reject(new Error('No answer came in time.')),
        this.#options.timing.attemptMs,
      )
      const settled =
        <Value>(then: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer)
          then(value)
        }
      this.#calls.set(id, { resolve: settled(resolve), reject: settled(reject) })
      this.#send({ id, method: 'mutation', params: { path, input } })
    })
  }

  close(): void {
    this.#socket.close()
    this.#end(1_000)
  }

  #open(): void {
    if (this.#hasEnded) return
    this.#isOpen = true
    clearTimeout(this.#timer)
    this.#send({ method: 'connectionParams', data: { as: this.#options.person.actAs } })
    this.#options.onOpen()
    this.#pingSoon()
  }

  #hear(text: string): void {
    if (this.#hasEnded || !text.startsWith('{')) return
    const reply = JSON.parse(text) as Reply
    const call = reply.id === null ? undefined : this.#settle(reply.id)
    if (!call) this.#options.onReply(reply)
    else if (reply.error) call.reject(new Refused(reply.error))
    else call.resolve(reply.result?.data)
  }

  #settle(id: number): Call | undefined {
    const call = this.#calls.get(id)
    this.#calls.delete(id)
    return call
  }

  #pingSoon(): void {
    if (this.#hasEnded) return
    const { pingEveryMs, pongWithinMs } = this.#options.timing
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = this.#giveUpAfter(pongWithinMs)
      if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping()
    }, pingEveryMs)
  }

  #giveUpAfter(usualMs: number): NodeJS.Timeout {
    const waitMs = usualMs * (this.#options.patience ?? 1)
    const dueMs = performance.now() + waitMs
    return setTimeout(() => {
      // Who was too busy to look at the clock was too busy to read the answer, too.
      const wasBusy = performance.now() - dueMs > BUSY_MS
      if (wasBusy) this.#timer = this.#giveUpAfter(usualMs)
      else this.#end(GAVE_UP)
    }, waitMs)
  }

  #send(frame: object): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame))
  }

  #end(code: number): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    clearTimeout(this.#timer)
    if (code === GAVE_UP) this.#socket.terminate()
    for (const { reject } of this.#calls.values()) reject(new Error('The connection ended.'))
    this.#calls.clear()
    this.#options.onEnd(code)
  }
}
