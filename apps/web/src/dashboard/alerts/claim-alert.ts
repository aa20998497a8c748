import { runInWebLock } from '@/chat/web-lock'

const KEY = 'shopbell.alerted'
const LOCK = 'shopbell.alerts'
const KEPT_CLAIMS = 50
/** The tabs that are seen decide first, and the others hear of it in time. */
const HIDDEN_WAIT_MS = 250

/**
 * Of all tabs of a browser that learn of the same news, lets one tell of it. A tab in which it is on the screen, or
 * at least one that is seen, comes before one that is not.
 * @param news what is the same in every tab
 * @returns whether this is the tab
 */
export async function claimAlert(news: string, isHidden: boolean): Promise<boolean> {
  if (isHidden) await new Promise((resolve) => setTimeout(resolve, HIDDEN_WAIT_MS))
  let isOurs = false
  await runInWebLock(LOCK, async () => {
    const claimed = read()
    isOurs = !claimed.includes(news)
    if (isOurs) write([...claimed, news].slice(-KEPT_CLAIMS))
  })
  return isOurs
}

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
