import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runInLease } from './lease.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  localStorage.clear()
})

/** Work that says when it began and lasts until it is told to end. */
function longWork() {
  const work: { hasBegun: boolean; end: () => void; run: () => Promise<void> } = {
    hasBegun: false,
    end: () => undefined,
    run: () =>
      new Promise<void>((resolve) => {
        work.hasBegun = true
        work.end = resolve
      }),
  }
  return work
}

test('of two that want it one waits until the other is done', async () => {
  const [one, two] = [longWork(), longWork()]
  void runInLease('lane', one.run)
  void runInLease('lane', two.run)
  await vi.advanceTimersByTimeAsync(30_000)
  expect([one, two].filter(({ hasBegun }) => hasBegun)).toHaveLength(1)
  one.end()
  two.end()
  await vi.advanceTimersByTimeAsync(1_000)
  expect([one.hasBegun, two.hasBegun]).toEqual([true, true])
  two.end()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(localStorage.length).toBe(0)
})

test('a tab that died holds it no longer than ten seconds, one that was closed no longer at all', async () => {
  const [dead, next] = [longWork(), longWork()]
  localStorage.setItem('lane', JSON.stringify({ holder: 'dead', untilMs: Date.now() + 10_000 }))
  void runInLease('lane', dead.run)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(dead.hasBegun).toBe(false)
  await vi.advanceTimersByTimeAsync(1_500)
  expect(dead.hasBegun).toBe(true)
  window.dispatchEvent(new Event('pagehide'))
  void runInLease('lane', next.run)
  await vi.advanceTimersByTimeAsync(100)
  expect(next.hasBegun).toBe(true)
  dead.end()
  next.end()
  await vi.advanceTimersByTimeAsync(0)
})

test('C12: a lease from before the clock was set back holds nobody up', async () => {
  const work = longWork()
  localStorage.setItem('lane', JSON.stringify({ holder: 'x', untilMs: Date.now() + 86_400_000 }))
  void runInLease('lane', work.run)
  await vi.advanceTimersByTimeAsync(100)
  expect(work.hasBegun).toBe(true)
  work.end()
  await vi.advanceTimersByTimeAsync(0)
})

test('without storage nobody is waited for', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError')
  })
  const work = longWork()
  void runInLease('lane', work.run)
  await vi.advanceTimersByTimeAsync(0)
  expect(work.hasBegun).toBe(true)
  work.end()
  await vi.advanceTimersByTimeAsync(0)
})
