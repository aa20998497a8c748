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
 */
export async function drainSockets(
  sockets: ReadonlySet<WebSocket>,
  { drainPerSecond, drainWithinMs, drainGraceMs, closeWithinMs }: SocketLimits,
): Promise<void> {
  const open = [...sockets]
  const closed = Promise.all(open.map(hasClosed))
  const stepMs = Math.min(1_000 / drainPerSecond, drainWithinMs / open.length)
  for (const socket of shuffled(open)) {
    if (socket.readyState === socket.OPEN) socket.send(RECONNECT)
    await sleep(stepMs)
  }
  const timer = new AbortController()
  await Promise.race([closed, sleep(drainGraceMs, undefined, { signal: timer.signal })])
  timer.abort()
  for (const socket of open) shut(socket, closeCodes.comeBack.restart, closeWithinMs)
  await closed
}

const hasClosed = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) resolve()
    else socket.once('close', () => resolve())
  })

/** The same items, in an order as likely as any other. */
function shuffled<T>(items: readonly T[]): T[] {
  const pool = [...items]
  return items.flatMap(() => pool.splice(Math.floor(Math.random() * pool.length), 1))
}
