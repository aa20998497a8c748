import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { claimAlert } from './claim-alert.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  localStorage.clear()
})

/** What each of these tabs is told, in time. */
async function claimed(tabs: readonly { news: string; isHidden: boolean }[]): Promise<boolean[]> {
  const claims = Promise.all(tabs.map(({ news, isHidden }) => claimAlert(news, isHidden)))
  await vi.advanceTimersByTimeAsync(60_000)
  return claims
}

test('of five tabs that learn of one message, one tells of it', async () => {
  const tabs = Array.from({ length: 5 }, () => ({ news: 'message a 1', isHidden: true }))
  expect((await claimed(tabs)).filter(Boolean)).toHaveLength(1)
})

test('the tab that is seen tells, and the next message is told again', async () => {
  const [hidden, seen] = await claimed([
    { news: 'message a 1', isHidden: true },
    { news: 'message a 1', isHidden: false },
  ])
  expect([hidden, seen]).toEqual([false, true])
  expect(await claimed([{ news: 'message a 2', isHidden: true }])).toEqual([true])
})

test('where nothing can be shared each tab tells for itself', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError')
  })
  const news = { news: 'message a 1', isHidden: false }
  expect(await claimed([news, news])).toEqual([true, true])
})
