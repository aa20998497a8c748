import type { Page } from '@playwright/test'

/** Sets the page's clock wrong by so much, from its next load on. */
export async function shiftClock(page: Page, shiftMs: number): Promise<void> {
  await page.addInitScript((shift) => {
    const Right = Date
    const now = () => Right.now() + shift
    window.Date = new Proxy(Right, {
      construct: (target, args) => Reflect.construct(target, args.length > 0 ? args : [now()]),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    })
  }, shiftMs)
}
