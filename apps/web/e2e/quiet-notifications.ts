import type { BrowserContext } from '@playwright/test'

declare global {
  interface Window {
    toldOf: string[]
  }
}

/** Has every tab of the browser, from its next load on, be out of sight, want notifications and keep a list of them. */
export async function collectNotifications(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.toldOf = []
    class QuietNotification extends EventTarget {
      static readonly permission = 'granted'

      constructor(title: string) {
        super()
        window.toldOf.push(title)
      }

      close(): void {}
    }
    Object.assign(window, { Notification: QuietNotification })
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
    const state = { sound: true, notifications: true, shortcuts: true }
    localStorage.setItem('shopbell-preferences', JSON.stringify({ state, version: 0 }))
  })
}
