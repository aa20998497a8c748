import { runInLease } from '@/chat/lease'

const KEY = 'shopbell.alerted'
const LOCK = 'shopbell.alert'
const KEPT_CLAIMS = 50
/** The tabs that are seen decide first, and the others hear of it in time. */
const HIDDEN_WAIT_MS = 250
/** Tabs hear of the same news within seconds; what the storage says reaches the others later than a lock does. */
const HELD_MS = 10_000

/**
 * Of all tabs of a browser that learn of the same news, lets one tell of it. A tab in which it is on the screen, or
 * at least one that is seen, comes before one that is not.
 * @param news what is the same in every tab
 * @returns whether this is the tab
 */
export async function claimAlert(news: string, isHidden: boolean): Promise<boolean> {
  if (isHidden) await pause(HIDDEN_WAIT_MS)
  return navigator.locks ? claimByLock(news) : claimByLease(news)
}

function claimByLock(news: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`${LOCK}.${news}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null && remember(news))
        if (lock) await pause(HELD_MS)
      })
      .catch(reject)
  })
}

async function claimByLease(news: string): Promise<boolean> {
  let isOurs = false
  await runInLease(LOCK, async () => {
    isOurs = remember(news)
  })
  return isOurs
}

/** Answers whether it is news. */
function remember(news: string): boolean {
  const claimed = read()
  if (claimed.includes(news)) return false
  write([...claimed, news].slice(-KEPT_CLAIMS))
  return true
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Part of signing out: nothing of a person's rooms stays on the browser. */
export function forgetAlerts(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Forbidden storage holds nothing.
  }
}

function read(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  } catch {
    return []
  }
}

function write(claimed: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(claimed))
  } catch {
    // Without a storage to share, each tab tells for itself.
  }
}
