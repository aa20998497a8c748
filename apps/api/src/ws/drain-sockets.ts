import { setTimeout as sleep } from 'node:timers/promises'
import { closeCodes } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'
import { shut } from './shut.ts'
import type { SocketLimits } from './socket-limits.ts'

/** tRPC's client answers this by opening another socket first and moving its subscriptions to it. */
const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' })

export interface DrainSocketsOptions {
  readonly limits: SocketLimits
  /** How many calls of a socket have no answer yet. */
  readonly callsInFlight: (socket: WebSocket) => number
  /** Once aborted, nobody is waited for but those whose calls are in flight. */
  readonly hurry: AbortSignal
}

/**
 * Sends every client elsewhere, one after the other at a pace so that they do not arrive there all at once, then closes
 * those who have not gone. Resolves when none is left.
 */
export async function drainSockets(
  sockets: ReadonlySet<WebSocket>,
  { limits, callsInFlight, hurry }: DrainSocketsOptions,
): Promise<void> {
  const open = [...sockets]
  const closed = Promise.all(open.map(hasClosed))
  await sendAway(shuffled(open), limits, hurry)
  await Promise.race([closed, pause(limits.drainGraceMs, hurry)])
  for (const socket of open) void closeAnswered(socket, limits, () => callsInFlight(socket))
  await closed
}

const LOOK_EVERY_MS = 10

/** Closes a socket once everything it asked is answered. What it asks meanwhile is not begun any more. */
async function closeAnswered(
  socket: WebSocket,
  { closeWithinMs }: SocketLimits,
  callsInFlight: () => number,
): Promise<void> {
  socket.pause()
  for (let waitedMs = 0; callsInFlight() > 0 && waitedMs < closeWithinMs; ) {
    await sleep(LOOK_EVERY_MS)
    waitedMs += LOOK_EVERY_MS
  }
  // An answer leaves after its call has ended, in the same turn of the event loop.
  await new Promise(setImmediate)
  shut(socket, closeCodes.comeBack.restart, closeWithinMs)
  socket.resume()
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
