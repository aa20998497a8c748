import type { Bus, Notice, NoticeOrigin } from '../ports/bus.ts'

export interface MemoryBus extends Bus {
  /** @param origin `elsewhere` for what is passed on from another node */
  publish(notice: Notice, origin?: NoticeOrigin): void
}

type Listener = Parameters<Bus['subscribe']>[0]

/**
 * A bus within one process. It delivers at once, except that what a listener publishes waits until everybody has heard
 * the notice before. What a listener throws goes to `onError`, not to the publisher.
 */
export function createMemoryBus(onError: (error: unknown) => void = () => {}): MemoryBus {
  const listeners = new Set<Listener>()
  const pending: Parameters<Listener>[] = []
  let isDelivering = false

  const deliver = (heard: Parameters<Listener>) => {
    for (const listener of [...listeners]) {
      try {
        listener(...heard)
      } catch (error) {
        onError(error)
      }
    }
  }

  return {
    publish(notice, origin = 'here') {
      pending.push([notice, origin])
      if (isDelivering) return
      isDelivering = true
      for (let next = pending.shift(); next; next = pending.shift()) deliver(next)
      isDelivering = false
    },
    subscribe(listener) {
      // A wrapper of its own, so that one function may listen twice.
      const entry: Listener = (...heard) => listener(...heard)
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
  }
}
