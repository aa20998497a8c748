import type { Bus, Notice } from '../ports.ts'

/** A bus within one process. It delivers at once; what a listener throws goes to `onError`, not to the publisher. */
export function createMemoryBus(onError: (error: unknown) => void = () => {}): Bus {
  const listeners = new Set<(notice: Notice) => void>()
  return {
    publish(notice) {
      for (const listener of [...listeners]) {
        try {
          listener(notice)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe(listener) {
      // A wrapper of its own, so that one function may listen twice.
      const entry = (notice: Notice) => listener(notice)
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
  }
}
