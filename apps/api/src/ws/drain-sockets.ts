import { setTimeout as sleep } from 'node:timers/promises'
import { closeCodes } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'
import { shut } from './shut.ts'
import type { SocketLimits } from './socket-limits.ts'

/** tRPC's client answers this by opening another socket first and moving its subscriptions to it. */
const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' })

/**
 * Sends every client elsewhere, one after the other at a pace so that they do not arrive there all at once, then closes
 * those who have not gone. Resolves when none is left.
 * @param hurry once aborted, nobody is waited for any more
 */
export async function drainSockets(
  sockets: ReadonlySet<WebSocket>,
  limits: SocketLimits,
  hurry: AbortSignal,
): Promise<void> {
  const open = [...sockets]
  const closed = Promise.all(open.map(hasClosed))
  await sendAway(shuffled(open), limits, hurry)
  await Promise.race([closed, pause(limits.drainGraceMs, hurry)])
  for (const socket of open) shut(socket, closeCodes.comeBack.restart, limits.closeWithinMs)
  await closed
}

type Pace = Pick<SocketLimits, 'drainPerSecond' | 'drainWithinMs'>

/**
 * How long to wait before the next of `left` clients is sent away: as the rate has it, or shorter when they would not
 * all be told in time otherwise.
 */
export function drainStepMs(left: number, elapsedMs: number, pace: Pace): number {
  const remainingMs = Math.max(0, pace.drainWithinMs - elapsedMs)
  return Math.min(1_000 / pace.drainPerSecond, remainingMs / left)
}

async function sendAway(
  sockets: readonly WebSocket[],
  pace: Pace,
  hurry: AbortSignal,
): Promise<void> {
  const startedAtMs = performance.now()
  for (const [told, socket] of sockets.entries()) {
    if (hurry.aborted) return
    if (socket.readyState !== socket.OPEN) continue
    socket.send(RECONNECT)
    const left = sockets.length - told
    await pause(drainStepMs(left, performance.now() - startedAtMs, pace), hurry)
  }
}

/** Ends early when `signal` aborts; keeps no process alive. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal, ref: false }).catch(() => undefined)

const hasClosed = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) resolve()
    else socket.once('close', () => resolve())
  })

/** The same items, in an order as likely as any other. */
export function shuffled<T>(items: readonly T[], random = Math.random): T[] {
  const pool = [...items]
  // Each place in turn is given to any of those who have none yet (Fisher-Yates).
  for (let last = pool.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    ;[pool[last], pool[other]] = [pool[other] as T, pool[last] as T]
  }
  return pool
}
