import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createReconnectGate, type ReconnectGate } from './reconnect-gate.ts'

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
  gate.opened()
  await vi.advanceTimersByTimeAsync(2_000)
  gate.closed()
  expect(await nextWaitMs()).toBe(8_000)
  gate.opened()
  await vi.advanceTimersByTimeAsync(11_000)
  gate.closed()
  expect(await nextWaitMs()).toBe(1_000)
})

test('being online again lets a waiting attempt through at once', async () => {
  await nextWaitMs()
  const passed = vi.fn()
  void gate.pass().then(passed)
  await vi.advanceTimersByTimeAsync(0)
  expect(passed).not.toHaveBeenCalled()
  window.dispatchEvent(new Event('online'))
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
