import { runInLease } from './lease.ts'

/** Runs `work` while nobody else in this browser runs work of that name. */
export type RunExclusive = (name: string, work: () => Promise<void>) => Promise<void>

/**
 * Exclusive across the tabs of this browser by a Web Lock, which the browser frees when its tab dies. Where there are
 * none (old browsers, plain HTTP) the tabs take turns by a lease.
 */
export const runInWebLock: RunExclusive = async (name, work) => {
  let hasStarted = false
  const start = () => {
    hasStarted = true
    return work()
  }
  try {
    await navigator.locks.request(name, start)
  } catch (error) {
    if (hasStarted) throw error
    await runInLease(name, work)
  }
}
