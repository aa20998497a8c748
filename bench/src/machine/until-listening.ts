import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const WITHIN_MS = 30_000
const LOOK_EVERY_MS = 20

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
    socket.once('connect', () => socket.destroy())
  })

/** Resolves once somebody listens on the port of the loopback. @param isAlive asked meanwhile; false gives up */
export async function untilListening(port: number, isAlive: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + WITHIN_MS
  while (!(await answers(port))) {
    if (!isAlive()) throw new Error('The server ended before it listened')
    if (performance.now() > deadlineMs) throw new Error(`Nobody listens on port ${port}`)
    await sleep(LOOK_EVERY_MS)
  }
}
