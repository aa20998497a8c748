import type { Page } from '@playwright/test'

/** Holds up every frame of the page's sockets and every call to the API, either way, from its next load on. */
export async function slowDown(page: Page, delayMs: number): Promise<void> {
  await page.addInitScript(installDelay, delayMs)
  await page.route(/\/api\/trpc/, (route) => {
    setTimeout(() => void route.continue(), delayMs)
  })
}

/** Runs in the page. */
function installDelay(delayMs: number): void {
  const Native = window.WebSocket
  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      // Registered before anybody else's, so that what is early is not heard.
      super.addEventListener('message', (event) => {
        if (!event.isTrusted) return
        event.stopImmediatePropagation()
        const late = new MessageEvent('message', { data: event.data })
        setTimeout(() => this.dispatchEvent(late), delayMs)
      })
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      setTimeout(() => {
        if (this.readyState === Native.OPEN) super.send(data)
      }, delayMs)
    }
  }
}
