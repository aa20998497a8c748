import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '../services/cluster.ts'

export interface LagProbe {
  /** How long each answer took, in milliseconds. */
  stop(): Promise<readonly number[]>
}

const EVERY_MS = 20
const GIVE_UP_MS = 5_000

/** Asks each node again and again for what it knows without asking anybody: how late it is at everything it does. */
export function startLagProbe({ addresses }: Cluster): LagProbe {
  const times: number[] = []
  let isStopped = false
  const loops = addresses.map(async (address) => {
    while (!isStopped) {
      const startedMs = performance.now()
      const asked = fetch(`${address}/api/ready`, { signal: AbortSignal.timeout(GIVE_UP_MS) })
      // A connection that was cut says nothing of the node.
      const answer = await asked.then((response) => response.text()).catch(() => null)
      if (answer !== null) times.push(performance.now() - startedMs)
      await sleep(EVERY_MS)
    }
  })
  return {
    async stop() {
      isStopped = true
      await Promise.all(loops)
      return times
    },
  }
}
