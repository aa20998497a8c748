import type { Bus, Notice } from '../ports/bus.ts'

/**
 * A bus within one process. It delivers at once, except that what a listener publishes waits until everybody has heard
 * the notice before. What a listener throws goes to `onError`, not to the publisher.
 */
export function createMemoryBus(onError: (error: unknown) => void = () => {}): Bus {
  const listeners = new Set<(notice: Notice) => void>()
  const pending: Notice[] = []
  let isDelivering = false

  const deliver = (notice: Notice) => {
    for (const listener of [...listeners]) {
      try {
        listener(notice)
      } catch (error) {
        onError(error)
      }
    }
  }

  return {
    publish(notice) {
      pending.push(notice)
      if (isDelivering) return
      isDelivering = true
      for (let next = pending.shift(); next; next = pending.shift()) deliver(next)
      isDelivering = false
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
