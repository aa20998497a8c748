import { setTimeout as sleep } from 'node:timers/promises'

const TICK_MS = 1

/**
 * Acts `perSecond` times a second at even distances until the signal aborts. Who is late catches up, and is told when
 * it was due: a server that stalls must not slow down those who measure it.
 */
export async function atPace(
  perSecond: number,
  signal: AbortSignal,
  act: (count: number, dueMs: number) => void,
): Promise<void> {
  const startedMs = performance.now()
  for (let count = 0; !signal.aborted; ) {
    const elapsedMs = performance.now() - startedMs
    for (; (count * 1_000) / perSecond <= elapsedMs; count += 1) {
      act(count, startedMs + (count * 1_000) / perSecond)
    }
    await sleep(TICK_MS)
  }
}
