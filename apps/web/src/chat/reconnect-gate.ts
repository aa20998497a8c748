import { fullJitterMs } from './backoff.ts'

const FIRST_RETRY = { baseMs: 1_000, maxMs: 1_000 }
const LATER_RETRIES = { baseMs: 500, maxMs: 20_000 }
/** A connection must hold this long before the next loss starts over with a short wait. */
const HEALTHY_AFTER_MS = 10_000

export interface ReconnectGate {
  /** Resolves when the next attempt may start: at once for the first, after a jittered wait for later ones. */
  pass(): Promise<void>
  /** Lets a waiting attempt through now, also a halted one. */
  proceed(): void
  /** Holds every later attempt until `proceed`: the server said not to come back. */
  halt(): void
  opened(): void
  closed(): void
  /** Ends every wait with a rejection, now and later. */
  dispose(): void
}

/**
 * Paces the attempts to reach the server. It wakes by itself when the browser is back online or its tab is looked at
 * again: the two moments when somebody waits and the chance is best.
 */
export function createReconnectGate(random: () => number = Math.random): ReconnectGate {
  let failures = -1
  let openedAtMs: number | null = null
  let isHalted = false
  let isDisposed = false
  let release: (() => void) | null = null

  const wake = () => {
    if (!isHalted) release?.()
  }
  const wakeWhenSeen = () => {
    if (document.visibilityState === 'visible') wake()
  }
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', wakeWhenSeen)

  const nextWaitMs = () => {
    if (failures < 0) return 0
    return failures === 0
      ? fullJitterMs(0, FIRST_RETRY, random)
      : fullJitterMs(failures, LATER_RETRIES, random)
  }

  const wait = async (waitMs: number) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    await new Promise<void>((resolve) => {
      release = resolve
      if (!isHalted) timer = setTimeout(resolve, waitMs)
    })
    clearTimeout(timer)
    release = null
  }

  return {
    async pass() {
      const waitMs = nextWaitMs()
      failures += 1
      if ((waitMs > 0 || isHalted) && !isDisposed) await wait(waitMs)
      if (isDisposed) throw new Error('This client was closed.')
    },
    proceed() {
      isHalted = false
      wake()
    },
    halt() {
      isHalted = true
    },
    opened() {
      openedAtMs = performance.now()
    },
    closed() {
      const wasHealthy = openedAtMs !== null && performance.now() - openedAtMs > HEALTHY_AFTER_MS
      if (wasHealthy) failures = 0
      openedAtMs = null
    },
    dispose() {
      isDisposed = true
      window.removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wakeWhenSeen)
      release?.()
    },
  }
}
