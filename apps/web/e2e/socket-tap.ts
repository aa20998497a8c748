import type { Page } from '@playwright/test'

declare global {
  interface Window {
    socketTap: { drop: () => void; hold: () => void; release: () => void }
  }
}

/** Puts a hand on the wire of every socket that the page opens from its next load on. */
export async function tapSockets(page: Page): Promise<void> {
  await page.addInitScript(installTap)
}

/** Ends every open socket as if the other side had. */
export const dropSockets = (page: Page): Promise<void> =>
  page.evaluate(() => window.socketTap.drop())

/** Keeps from the page what comes in, until `releaseSockets`. What it sends still goes out. */
export const holdSockets = (page: Page): Promise<void> =>
  page.evaluate(() => window.socketTap.hold())

export const releaseSockets = (page: Page): Promise<void> =>
  page.evaluate(() => window.socketTap.release())

/** Runs in the page. */
function installTap(): void {
  const Native = window.WebSocket
  const open = new Set<WebSocket>()
  const held: Array<() => void> = []
  let isHolding = false

  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      open.add(this)
      // Registered before anybody else's, so that what is held is not heard.
      super.addEventListener('message', (event) => {
        if (!isHolding || !event.isTrusted) return
        event.stopImmediatePropagation()
        held.push(() => this.dispatchEvent(new MessageEvent('message', { data: event.data })))
      })
      super.addEventListener('close', () => open.delete(this))
    }
  }
  window.socketTap = {
    drop() {
      for (const socket of open) Native.prototype.close.call(socket)
    },
    hold() {
      isHolding = true
    },
    release() {
      isHolding = false
      for (const deliver of held.splice(0)) deliver()
    },
  }
}
