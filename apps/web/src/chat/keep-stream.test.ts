// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type KeptStream, keepStream } from './keep-stream.ts'
import type { StreamObserver } from './room-transport.ts'
import { refusedWith } from './testing/chat-error.ts'

const openings: { observer: StreamObserver<number>; isLeft: boolean }[] = []
const frames: number[] = []
const refusals: string[] = []
let stream: KeptStream

beforeEach(() => {
  vi.useFakeTimers()
  for (const list of [openings, frames, refusals]) list.length = 0
  stream = keepStream<number>({
    open(observer) {
      const opening = { observer, isLeft: false }
      openings.push(opening)
      return () => {
        opening.isLeft = true
      }
    },
    onFrame: (frame) => frames.push(frame),
    onRefused: ({ code }) => refusals.push(code),
  })
})
afterEach(() => {
  stream.stop()
  vi.useRealTimers()
})

const latest = () => openings.at(-1)?.observer

test('a stream the server ends is opened again within a second', () => {
  latest()?.onFrame(1)
  latest()?.onEnd(null)
  vi.advanceTimersByTime(1_000)
  expect(openings).toHaveLength(2)
  latest()?.onFrame(2)
  expect(frames).toEqual([1, 2])
})

test('a refusal that may pass is told and tried again, no sooner than the server asks', () => {
  latest()?.onEnd(refusedWith('rate_limited', { retryAfterMs: 5_000 }))
  expect(refusals).toEqual(['rate_limited'])
  vi.advanceTimersByTime(4_999)
  expect(openings).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(openings).toHaveLength(2)
})

test('after a refusal that will not change nothing is tried until somebody asks', () => {
  latest()?.onEnd(refusedWith('room_not_found'))
  vi.advanceTimersByTime(120_000)
  expect(openings).toHaveLength(1)
  stream.restart()
  expect(openings).toHaveLength(2)
})

test('what an earlier opening still says is not heard', () => {
  const first = latest()
  stream.restart()
  first?.onFrame(1)
  first?.onEnd(null)
  vi.advanceTimersByTime(120_000)
  expect(frames).toEqual([])
  expect(openings).toHaveLength(2)
  expect(openings[0]?.isLeft).toBe(true)
})

test('a stopped stream stays closed', () => {
  stream.stop()
  latest()?.onEnd(null)
  vi.advanceTimersByTime(120_000)
  expect(openings).toHaveLength(1)
})
