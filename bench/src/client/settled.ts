import { setTimeout as sleep } from 'node:timers/promises'

const WITHIN_MS = 15_000
const LOOK_EVERY_MS = 20

/** Waits until everything has arrived, but not for ever: what is missing then is missing. */
export async function settled(hasArrived: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + WITHIN_MS
  while (!hasArrived() && performance.now() < deadlineMs) await sleep(LOOK_EVERY_MS)
}
