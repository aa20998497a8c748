import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Loaded into every measured process, ours included, by `--import`: answers over IPC what the process has used so far.
 * Nothing else of a server knows that it is measured.
 */

export interface Stat {
  /** User and system time of all threads. */
  readonly cpuUs: number
  readonly rssBytes: number
  readonly heapBytes: number
}

function stat(): Stat {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { cpuUs: user + system, rssBytes: rss, heapBytes: heapUsed + external }
}

const GC_ROUNDS = 3
const GC_PAUSE_MS = 100

/** More than once, and with time between for what is given back to the system in the background. */
async function collectGarbage(): Promise<void> {
  for (let round = 0; round < GC_ROUNDS; round += 1) {
    globalThis.gc?.()
    await sleep(GC_PAUSE_MS)
  }
}

process.on('message', async ({ id, ask }: { id: number; ask: string }) => {
  if (ask !== 'gc' && ask !== 'stat') return
  if (ask === 'gc') await collectGarbage()
  process.send?.({ id, answer: stat() })
})
// A process that was given up by the bench ends with it.
process.once('disconnect', () => process.exit(0))
