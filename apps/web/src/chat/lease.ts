import { v4 as uuidV4 } from 'uuid'
import type { RunExclusive } from './web-lock.ts'

interface Lease {
  readonly holder: string
  /** By this machine's clock, which all its tabs share. */
  readonly untilMs: number
}

/** Whoever has not renewed for this long is gone. */
const LEASE_MS = 10_000
const RENEW_EVERY_MS = 3_000
const ASK_EVERY_MS = 250
/** Two tabs may write at once: the one whose name stands after this wait has it. */
const SETTLE_MS = 50

/**
 * Exclusive across tabs by a note in localStorage, for browsers without Web Locks. Weaker than a lock: two tabs may
 * believe that they hold it when one of them slept through its lease. What is sent twice then is the same message to
 * the server. Without storage nothing is shared, and nobody is waited for.
 */
export const runInLease: RunExclusive = async (name, work) => {
  const holder = uuidV4()
  while (!(await take(name, holder))) await pause(ASK_EVERY_MS)
  const renewal = setInterval(() => write(name, holder), RENEW_EVERY_MS)
  const release = () => {
    if (read(name)?.holder === holder) attempt(() => localStorage.removeItem(name))
  }
  window.addEventListener('pagehide', release)
  try {
    await work()
  } finally {
    clearInterval(renewal)
    window.removeEventListener('pagehide', release)
    release()
  }
}

async function take(name: string, holder: string): Promise<boolean> {
  if (isHeld(read(name))) return false
  if (!write(name, holder)) return true
  await pause(SETTLE_MS)
  return read(name)?.holder === holder
}

/** A lease that ends later than any could is of before the clock was set back. */
const isHeld = (lease: Lease | null): boolean => {
  const leftMs = (lease?.untilMs ?? 0) - Date.now()
  return leftMs > 0 && leftMs <= LEASE_MS
}

const read = (name: string): Lease | null =>
  attempt(() => JSON.parse(localStorage.getItem(name) ?? 'null') as Lease | null) ?? null

const write = (name: string, holder: string): boolean =>
  attempt(() => {
    const lease: Lease = { holder, untilMs: Date.now() + LEASE_MS }
    localStorage.setItem(name, JSON.stringify(lease))
    return true
  }) ?? false

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

function attempt<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}
