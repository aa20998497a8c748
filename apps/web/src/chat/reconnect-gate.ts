import { fullJitterMs } from './backoff.ts'
import { onGoodMoment, SOON_MS } from './on-good-moment.ts'

const FIRST_RETRY = { baseMs: 1_000, maxMs: 1_000 }
const LATER_RETRIES = { baseMs: 500, maxMs: 20_000 }
/** A connection must hold this long before the next loss starts over with a short wait. */
const HEALTHY_AFTER_MS = 10_000

export interface ReconnectGate {
  /** Resolves when the next attempt may start: at once for the first, after a jittered wait for later ones. */
  pass(): Promise<void>
  /** Lets a waiting attempt through now, also a halted one: somebody asked for it. */
  proceed(): void
  /** Lets a waiting attempt through in a moment: there is reason to think that the server can be reached. */
  wakeSoon(): void
  /** Holds every later attempt until `proceed`: the server said not to come back. */
  halt(): void
  /** A socket that had opened was lost after `heldMs`. */
  lost(heldMs: number): void
  /** Ends every wait with a rejection, now and later. */
  dispose(): void
}

/**
 * How long to wait before the next attempt: a random share of a second after a loss, of more after each failure.
 * @param failures attempts that came to nothing since the connection last held
 */
export const reconnectWaitMs = (failures: number, random: () => number): number =>
  fullJitterMs(failures, failures === 0 ? FIRST_RETRY : LATER_RETRIES, random)

/**
 * Paces the attempts to reach the server. It wakes by itself when the browser is back online or its tab is looked at
 * again: the two moments when somebody waits and the chance is best.
 */
export function createReconnectGate(random: () => number = Math.random): ReconnectGate {
  let hasTried = false
  let failures = 0
  let isHalted = false
  let isDisposed = false
  let release: (() => void) | null = null
  let waking: ReturnType<typeof setTimeout> | undefined

  const wake = () => {
    if (!isHalted) release?.()
  }
  const wakeWithin = (maxMs: number) => {
    clearTimeout(waking)
    if (release) waking = setTimeout(wake, random() * maxMs)
  }
  const stopListening = onGoodMoment(wake, random)

  const nextWaitMs = () => {
    if (!hasTried) return 0
    failures += 1
    return reconnectWaitMs(failures - 1, random)
  }

  const wait = async (waitMs: number) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    await new Promise<void>((resolve) => {
      release = resolve
      if (!isHalted) timer = setTimeout(resolve, waitMs)
    })
    clearTimeout(timer)
    clearTimeout(waking)
    release = null
  }

  return {
    async pass() {
      const isFirst = !hasTried
      const waitMs = nextWaitMs()
      hasTried = true
      if ((!isFirst || isHalted) && !isDisposed) await wait(waitMs)
      if (isDisposed) throw new Error('This client was closed.')
    },
    proceed() {
      isHalted = false
      release?.()
    },
    wakeSoon: () => wakeWithin(SOON_MS),
    halt() {
      isHalted = true
    },
    lost(heldMs) {
      if (heldMs < HEALTHY_AFTER_MS) return
      failures = 0
      // Attempts may have gone on beside the socket, as while its server was leaving: their long waits are over, too.
      wakeWithin(FIRST_RETRY.maxMs)
    },
    dispose() {
      isDisposed = true
      clearTimeout(waking)
      stopListening()
      release?.()
    },
  }
}
