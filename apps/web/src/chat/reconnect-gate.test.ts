import { runs } from '@shopbell/chat-core/testing'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createReconnectGate, type ReconnectGate, reconnectWaitMs } from './reconnect-gate.ts'

let gate: ReconnectGate

beforeEach(() => {
  vi.useFakeTimers()
  gate = createReconnectGate(() => 0.999_999)
})
afterEach(() => {
  gate.dispose()
  vi.useRealTimers()
})

/** How long the next attempt waits, at the far end of its jitter. */
async function nextWaitMs(): Promise<number> {
  const startedAtMs = Date.now()
  const passed = gate.pass().then(() => Date.now())
  await vi.advanceTimersByTimeAsync(30_000)
  return (await passed) - startedAtMs
}

test('the first attempt waits for nothing, later ones for longer each time up to twenty seconds', async () => {
  const waits: number[] = []
  for (let attempt = 0; attempt < 9; attempt += 1) waits.push(await nextWaitMs())
  expect(waits).toEqual([0, 1_000, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000])
})

test('a connection that held for ten seconds starts over, one that did not goes on backing off', async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) await nextWaitMs()
  gate.lost(2_000)
  expect(await nextWaitMs()).toBe(8_000)
  gate.lost(11_000)
  expect(await nextWaitMs()).toBe(1_000)
})

test('when a server that was leaving is gone, the attempts made beside it no longer count', async () => {
  for (let attempt = 0; attempt < 9; attempt += 1) await nextWaitMs()
  const passed = vi.fn()
  void gate.pass().then(passed)
  await vi.advanceTimersByTimeAsync(100)
  gate.lost(60_000)
  await vi.advanceTimersByTimeAsync(950)
  expect(passed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(50)
  expect(passed).toHaveBeenCalled()
})

test.each([
  ['being online again', () => window.dispatchEvent(new Event('online'))],
  ['looking at the tab', () => document.dispatchEvent(new Event('visibilitychange'))],
  ['an answer over HTTP', () => gate.wakeSoon()],
])('%s lets a waiting attempt through within half a second, but not at once', async (_, act) => {
  for (let attempt = 0; attempt < 9; attempt += 1) await nextWaitMs()
  const passed = vi.fn()
  void gate.pass().then(passed)
  await vi.advanceTimersByTimeAsync(0)
  act()
  await vi.advanceTimersByTimeAsync(450)
  expect(passed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(50)
  expect(passed).toHaveBeenCalled()
})

test('a person who asks is not kept waiting', async () => {
  await nextWaitMs()
  const passed = vi.fn()
  void gate.pass().then(passed)
  gate.proceed()
  await vi.advanceTimersByTimeAsync(0)
  expect(passed).toHaveBeenCalled()
})

test('after the server said not to come back only a person lets the next attempt through', async () => {
  await nextWaitMs()
  gate.halt()
  const passed = vi.fn()
  void gate.pass().then(passed)
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(passed).not.toHaveBeenCalled()
  gate.proceed()
  await vi.advanceTimersByTimeAsync(0)
  expect(passed).toHaveBeenCalled()
})

test('a closed client never connects again', async () => {
  await nextWaitMs()
  const waiting = gate.pass()
  gate.dispose()
  await expect(waiting).rejects.toThrow('closed')
  await expect(gate.pass()).rejects.toThrow('closed')
})

/** Kolmogorov and Smirnov: the greatest distance of what was drawn from what even chances would give. */
function distanceFromUniform(shares: readonly number[]): number {
  const sorted = shares.toSorted((a, b) => a - b)
  const count = sorted.length
  return Math.max(
    ...sorted.map((share, index) => Math.max((index + 1) / count - share, share - index / count)),
  )
}

/** Even chances from a seed (mulberry32), so that a run that fails fails again. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Above this one in a hundred million even draws would lie, as many as a long night tries: sqrt(ln(2 / p) / 2). */
const KS_BOUND = Math.sqrt(Math.log(2 / 1e-8) / 2)

test('waits stay below their ceiling and use all of it evenly, so that a herd comes back spread out', () => {
  const clients = 500
  fc.assert(
    fc.property(fc.nat(12), fc.integer(), (failures, seed) => {
      const random = seededRandom(seed)
      const ceilingMs = failures === 0 ? 1_000 : Math.min(20_000, 500 * 2 ** failures)
      const waits = Array.from({ length: clients }, () => reconnectWaitMs(failures, random))
      expect(Math.max(...waits)).toBeLessThanOrEqual(ceilingMs)
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(0)
      const distance = distanceFromUniform(waits.map((waitMs) => waitMs / ceilingMs))
      expect(distance * Math.sqrt(clients)).toBeLessThan(KS_BOUND + 0.05)
    }),
    { ...runs(1_000), seed: 8 },
  )
})
