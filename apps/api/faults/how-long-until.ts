import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 10
/** A machine that does something else as well is several times slower: what it took there is still worth knowing. */
const PATIENCE = 5

/**
 * Waits until something is so. Answers how many milliseconds that took: infinitely many when it took far longer than
 * it should have.
 */
export async function howLongUntil(
  isSo: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<number> {
  const startedMs = performance.now()
  const elapsedMs = () => performance.now() - startedMs
  while (!(await isSo())) {
    if (elapsedMs() > PATIENCE * withinMs) return Number.POSITIVE_INFINITY
    await sleep(LOOK_EVERY_MS)
  }
  return elapsedMs()
}
