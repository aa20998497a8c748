import { setTimeout as sleep } from 'node:timers/promises'
import { type Actor, ChatError, closeCodes } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'
import { shut } from './shut.ts'
import type { SocketLimits } from './socket-limits.ts'
import { TokenBucket } from './token-bucket.ts'

/** Who is behind a socket, and by which credential: what a revocation names. */
export interface SocketIdentity {
  readonly actor: Actor
  readonly credential: { readonly kind: 'session' | 'token'; readonly id: string }
}

/** What the procedures may ask of the socket they are called over: `ctx.connection`, null over HTTP. */
export interface SocketConnection {
  /** Counts one query or mutation. Throws `rate_limited` when the socket calls too often. */
  admitCall(): void
  /**
   * Wraps what a subscription returns: waits while the socket is slow, cuts it when it stays slow, and counts it.
   * Throws `rate_limited` when the socket has too many.
   */
  stream<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void>
}

const LOOK_EVERY_MS = 25
const RETRY_STREAM_AFTER_MS = 5_000

export function createSocketConnection(socket: WebSocket, limits: SocketLimits): SocketConnection {
  const calls = new TokenBucket(limits.calls)
  let streams = 0

  /** tRPC sends without looking at the socket's buffer, so this looks before it is given anything to send. */
  async function drained(signal: AbortSignal): Promise<void> {
    const deadlineMs = performance.now() + limits.slowMaxMs
    while (socket.bufferedAmount > limits.bufferPauseBytes && !signal.aborted) {
      const isFull = socket.bufferedAmount > limits.bufferMaxBytes
      if (isFull || performance.now() > deadlineMs) {
        shut(socket, closeCodes.comeBack.slow, limits.closeWithinMs)
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  return {
    admitCall() {
      const retryAfterMs = calls.take()
      if (retryAfterMs > 0) throw tooMuch('That was too much in a short time.', retryAfterMs)
    },

    async *stream(source, signal) {
      if (streams >= limits.subscriptionsMax)
        throw tooMuch('Too much is open at once.', RETRY_STREAM_AFTER_MS)
      streams += 1
      try {
        for await (const frame of source) {
          await drained(signal)
          // tRPC drops what is sent to a socket that closes, so nothing would make the source stop.
          if (socket.readyState !== socket.OPEN) return
          yield frame
        }
      } finally {
        streams -= 1
      }
    },
  }
}

const tooMuch = (what: string, retryAfterMs: number): ChatError =>
  new ChatError('rate_limited', `${what} Please wait a moment.`, { retryAfterMs })
