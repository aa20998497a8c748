import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 10

/** Waits until something is so. Answers how many milliseconds that took: infinitely many when it was not in time. */
export async function howLongUntil(
  isSo: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<number> {
  const startedMs = performance.now()
  const elapsedMs = () => performance.now() - startedMs
  while (!(await isSo())) {
    if (elapsedMs() > withinMs) return Number.POSITIVE_INFINITY
    await sleep(LOOK_EVERY_MS)
  }
  return elapsedMs()
}
