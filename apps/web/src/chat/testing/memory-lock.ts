import type { RunExclusive } from '../web-lock.ts'

/** Web Locks as the tabs of one browser share them: first come, first served, freed when the work ends. */
export function createSharedLock(): RunExclusive {
  const tails = new Map<string, Promise<void>>()
  return (name, work) => {
    const turn = (tails.get(name) ?? Promise.resolve()).then(work)
    tails.set(
      name,
      turn.catch(() => undefined),
    )
    return turn
  }
}
