import { setTimeout as sleep } from 'node:timers/promises'

/** Waits before the attempt after the `attempt`-th failure (from 0). Ends early when the signal aborts; never rejects. */
export type Pause = (attempt: number, signal?: AbortSignal) => Promise<void>

/** What whoever retries needs: how to wait, and whom to tell of each failure. */
export interface Retry {
  readonly pause: Pause
  readonly onError: (error: unknown) => void
}

const BASE_MS = 100
const CAP_MS = 5_000

/** Full jitter (Brooker, "Exponential Backoff And Jitter"): anything between nothing and a doubling, capped. */
export const backoffMs = (attempt: number, random = Math.random): number =>
  random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 10))

export const jitteredPause: Pause = async (attempt, signal) => {
  await sleep(backoffMs(attempt), undefined, { ref: false, ...(signal && { signal }) }).catch(
    () => undefined,
  )
}
