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

process.on('message', (question: { id: number; ask: string }) => {
  if (question.ask === 'gc') for (let rounds = 0; rounds < 3; rounds += 1) globalThis.gc?.()
  if (question.ask === 'gc' || question.ask === 'stat') {
    process.send?.({ id: question.id, answer: stat() })
  }
})
// A process that was given up by the bench ends with it.
process.once('disconnect', () => process.exit(0))
