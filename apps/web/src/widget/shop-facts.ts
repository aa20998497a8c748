import { fullJitterMs } from '@/chat/backoff'
import type { WidgetConfig } from './widget-state.ts'

const RETRY_BACKOFF = { baseMs: 1_000, maxMs: 20_000 }

export interface ShopFacts {
  /** null until the shop has answered. */
  facts(): WidgetConfig | null
  /** Asks the shop about itself, now, and then until it has answered; nothing once it has. */
  load(): void
  close(): void
}

/** What the panel says of the shop: its name, its greeting, whether anybody is there. It works without. */
export function createShopFacts(ask: () => Promise<WidgetConfig>, onLoaded: () => void): ShopFacts {
  let facts: WidgetConfig | null = null
  let isAsking = false
  let isClosed = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const run = async () => {
    isAsking = true
    try {
      facts = await ask()
      if (!isClosed) onLoaded()
    } catch {
      if (isClosed) return
      timer = setTimeout(load, fullJitterMs(failures, RETRY_BACKOFF))
      failures += 1
    }
    isAsking = false
  }

  const load = () => {
    clearTimeout(timer)
    if (!facts && !isAsking) void run()
  }

  return {
    facts: () => facts,
    load,
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
