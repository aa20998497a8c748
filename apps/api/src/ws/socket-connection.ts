import { type Actor, ChatError, closeCodes } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'
import type { Frame } from '../realtime/frame.ts'
import { readAll, type Source } from '../realtime/source.ts'
import { shut } from './shut.ts'
import type { SocketLimits } from './socket-limits.ts'
import { TokenBucket } from './token-bucket.ts'

/** Who is behind a socket, and by which credential: what a revocation names. */
export interface SocketIdentity {
  readonly actor: Actor
  readonly credential: { readonly kind: 'session' | 'token'; readonly id: string }
}

/** How a subscription begins: with its right to be read, or by throwing a refusal. */
export type Open<Output> = () => Source<Frame<Output>> | Promise<Source<Frame<Output>>>

const LOOK_EVERY_MS = 25
const RETRY_CALL_AFTER_MS = 1_000
const RETRY_STREAM_AFTER_MS = 5_000

/** What the procedures may ask of the socket they are called over: `ctx.connection`, null over HTTP. */
export class SocketConnection {
  readonly #socket: WebSocket
  readonly #limits: SocketLimits
  readonly #calls: TokenBucket
  #callsInFlight = 0
  #streams = 0
  /** Who waits for a slow socket, and what looks after them. */
  #waiting: (() => void)[] = []
  #looking: NodeJS.Timeout | null = null

  constructor(socket: WebSocket, limits: SocketLimits) {
    this.#socket = socket
    this.#limits = limits
    this.#calls = new TokenBucket(limits.calls)
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** Queries and mutations that have no answer yet. */
  get callsInFlight(): number {
    return this.#callsInFlight
  }

  /** Subscriptions that have not ended. */
  get streams(): number {
    return this.#streams
  }

  /** Runs one query or mutation. Throws `rate_limited` when the socket calls too often or does not read its answers. */
  async call<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    const retryAfterMs = this.#calls.take()
    if (retryAfterMs > 0) throw tooMuch('That was too much in a short time.', retryAfterMs)
    if (this.#socket.bufferedAmount > this.#limits.bufferMaxBytes) {
      this.#cut()
      throw tooMuch('The answers are not read.', RETRY_CALL_AFTER_MS)
    }
    this.#callsInFlight += 1
    try {
      return await run()
    } finally {
      this.#callsInFlight -= 1
    }
  }

  /** Begins one subscription; answers how to end it. Throws `rate_limited` when the socket has too many. */
  beginStream(): () => void {
    if (this.#streams >= this.#limits.subscriptionsMax)
      throw tooMuch('Too much is open at once.', RETRY_STREAM_AFTER_MS)
    this.#streams += 1
    return () => {
      this.#streams -= 1
    }
  }

  /**
   * Whether a stream may send now. If not, `wake` is called once it may, or once the socket was cut because it stayed
   * slow: nobody else looks at the socket's buffer.
   */
  hasRoom(wake: () => void): boolean {
    if (this.#socket.bufferedAmount <= this.#limits.bufferPauseBytes) return true
    this.#waiting.push(wake)
    this.#watch()
    return false
  }

  /** What a subscription's procedure returns: all that its source says, at the pace of the socket. */
  async *stream<Output>(open: Open<Output>, signal: AbortSignal): AsyncGenerator<Output, void> {
    const end = this.beginStream()
    const room = () =>
      new Promise<void>((resolve) => {
        if (this.hasRoom(resolve)) resolve()
      })
    try {
      for await (const frame of readAll(await open(), signal, room)) {
        // tRPC drops what is sent to a socket that closes, so nothing would make the source stop.
        if (!this.isOpen) return
        yield frame.output
      }
    } finally {
      end()
    }
  }

  #watch(): void {
    if (this.#looking) return
    const deadlineMs = performance.now() + this.#limits.slowMaxMs
    const look = () => {
      const { bufferedAmount } = this.#socket
      if (this.isOpen && bufferedAmount > this.#limits.bufferPauseBytes) {
        const isFull = bufferedAmount > this.#limits.bufferMaxBytes
        if (isFull || performance.now() > deadlineMs) this.#cut()
        return
      }
      if (this.#looking) clearInterval(this.#looking)
      this.#looking = null
      for (const wake of this.#waiting.splice(0)) wake()
    }
    this.#looking = setInterval(look, LOOK_EVERY_MS)
    look()
  }

  #cut(): void {
    shut(this.#socket, closeCodes.comeBack.slow, this.#limits.closeWithinMs)
  }
}

const tooMuch = (what: string, retryAfterMs: number): ChatError =>
  new ChatError('rate_limited', `${what} Please wait a moment.`, { retryAfterMs })
