import type { Page } from '@playwright/test'

/** Epoch milliseconds at which this text is first on the page's screen. Ask before it is sent. */
export const arrivalOf = (page: Page, text: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!document.querySelector('[role=log]')?.textContent?.includes(wanted)) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(Date.now()))
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { childList: true, subtree: true, characterData: true })
        look()
      }),
    text,
  )

/** Epoch milliseconds at which Enter is next pressed on the page. */
export const nextEnter = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const listen = ({ key }: KeyboardEvent) => {
          if (key !== 'Enter') return
          document.removeEventListener('keydown', listen, true)
          resolve(Date.now())
        }
        document.addEventListener('keydown', listen, true)
      }),
  )

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[middle] ?? 0]
  return (low + high) / 2
}
