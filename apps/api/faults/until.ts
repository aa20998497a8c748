import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 5

/** Waits until something is so. Answers whether it came to be, for what does not is mostly for the oracle to judge. */
export async function until(isSo: () => boolean, withinMs = 30_000): Promise<boolean> {
  const deadlineMs = performance.now() + withinMs
  while (!isSo()) {
    if (performance.now() > deadlineMs) return false
    await sleep(LOOK_EVERY_MS)
  }
  return true
}
