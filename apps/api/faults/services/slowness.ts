import { readFileSync } from 'node:fs'

interface Scheduled {
  readonly ranNs: number
  /** Ready to run, while others had the cores. */
  readonly waitedNs: number
}

/** What the scheduler says of this process's main thread. Only Linux does. */
function scheduled(): Scheduled {
  try {
    const [ranNs = 0, waitedNs = 0] = readFileSync('/proc/self/schedstat', 'utf8')
      .split(' ')
      .map(Number)
    return { ranNs, waitedNs }
  } catch {
    return { ranNs: 0, waitedNs: 0 }
  }
}

/**
 * Begins to measure how busy the machine is: the function that it answers tells how many times as long as on a free
 * core everything here has taken since. Nodes, Postgres, Redis and all clients share its few cores with whatever else
 * runs, and what is promised is promised of machines that are not overloaded.
 */
export function watchSlowness(): () => number {
  const before = scheduled()
  return () => {
    const now = scheduled()
    const ranNs = now.ranNs - before.ranNs
    return ranNs > 0 ? 1 + (now.waitedNs - before.waitedNs) / ranNs : 1
  }
}
