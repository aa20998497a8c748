// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createReadMarker } from './read-marker.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('RD-1: what is looked at for a second is read, in one call', async () => {
  const mark = vi.fn(async () => undefined)
  const marker = createReadMarker(mark)
  marker.setAttentive(true)
  marker.shown(3)
  marker.shown(4)
  await vi.advanceTimersByTimeAsync(999)
  expect(mark).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(mark.mock.calls).toEqual([[4]])
})

test('what nobody looks at stays unread until somebody does', async () => {
  const mark = vi.fn(async () => undefined)
  const marker = createReadMarker(mark)
  marker.shown(3)
  await vi.advanceTimersByTimeAsync(60_000)
  marker.setAttentive(true)
  marker.setAttentive(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(mark).not.toHaveBeenCalled()
  marker.setAttentive(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(mark.mock.calls).toEqual([[3]])
})

test('RD-1: the cursor never goes back, and is not sent twice', async () => {
  const mark = vi.fn(async () => undefined)
  const marker = createReadMarker(mark)
  marker.setAttentive(true)
  marker.shown(5)
  await vi.advanceTimersByTimeAsync(1_000)
  marker.shown(4)
  marker.setAttentive(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(mark.mock.calls).toEqual([[5]])
})

test('a mark that got lost is sent again', async () => {
  const mark = vi.fn(async () => undefined)
  mark.mockRejectedValueOnce(new Error('lost'))
  const marker = createReadMarker(mark)
  marker.setAttentive(true)
  marker.shown(5)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(mark.mock.calls).toEqual([[5], [5]])
})
