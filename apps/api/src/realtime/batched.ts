import { setTimeout as sleep } from 'node:timers/promises'
import type { Retry } from './backoff.ts'

export interface BatchedOptions extends Retry {
  /** Least time from the end of one run to the next. */
  readonly gapMs: number
}

export interface Batched<Key> {
  /** Asks for a run that has `key` and starts after this call: at once if none was lately. */
  add(key: Key): void
  close(): void
}

/** Turns any number of requests into single runs with a gap between them. A run that fails is tried again. */
export function batched<Key>(
  { gapMs, pause, onError }: BatchedOptions,
  run: (keys: ReadonlySet<Key>) => Promise<void>,
): Batched<Key> {
  const closing = new AbortController()
  const { signal } = closing
  let waiting = new Set<Key>()
  let running = false

  async function loop(): Promise<void> {
    running = true
    for (let failures = 0; waiting.size > 0 && !signal.aborted; ) {
      const keys = waiting
      waiting = new Set()
      try {
        await run(keys)
        failures = 0
        await sleep(gapMs, undefined, { signal, ref: false }).catch(() => undefined)
      } catch (error) {
        for (const key of keys) waiting.add(key)
        onError(error)
        await pause(failures++, signal)
      }
    }
    running = false
  }

  return {
    add(key) {
      waiting.add(key)
      if (!running) void loop()
    },
    close() {
      closing.abort()
    },
  }
}
