import { setTimeout as sleep } from 'node:timers/promises'

export interface EveryOptions {
  readonly intervalMs: number
  readonly onError: (error: unknown) => void
}

const SPREAD = 0.2

/** Anything from 20 % less to 20 % more. */
export const spreadMs = (intervalMs: number, random = Math.random): number =>
  intervalMs * (1 - SPREAD + 2 * SPREAD * random())

/**
 * Runs `task` again and again, each run `intervalMs` ± 20 % after the one before has ended, so that nodes do not fall
 * into step. Answers the way to stop.
 */
export function every(
  { intervalMs, onError }: EveryOptions,
  task: () => Promise<void>,
): () => void {
  const stopped = new AbortController()
  const loop = async () => {
    for (;;) {
      await sleep(spreadMs(intervalMs), undefined, { signal: stopped.signal, ref: false })
      await task().catch(onError)
    }
  }
  // Ends only by being stopped.
  loop().catch(() => undefined)
  return () => stopped.abort()
}
