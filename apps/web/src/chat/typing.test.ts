// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTypingRoster } from './typing-roster.ts'
import { createTypingSender } from './typing-sender.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const anna = { kind: 'agent', id: 'anna', name: 'Anna' } as const
const bo = { kind: 'agent', id: 'bo', name: 'Bo' } as const

function createRoster() {
  const shown: string[][] = []
  const roster = createTypingRoster('me', (authors) => shown.push(authors.map(({ name }) => name)))
  const hear = (author: typeof anna | typeof bo, ttlMs = 6_000) =>
    roster.heard({ type: 'typing.changed', author, ttlMs })
  return { roster, shown, hear }
}

test('typing is said at most every three seconds, and its end once', () => {
  const said: boolean[] = []
  const sender = createTypingSender((active) => said.push(active))
  for (let second = 0; second < 7; second += 1) {
    sender.changed('Hello'.slice(0, second + 1))
    vi.advanceTimersByTime(1_000)
  }
  expect(said).toEqual([true, true, true])
  vi.advanceTimersByTime(10_000)
  expect(said).toEqual([true, true, true, false])
})

test('an empty composer ends typing, a sent message does so by itself', () => {
  const said: boolean[] = []
  const sender = createTypingSender((active) => said.push(active))
  sender.changed('')
  expect(said).toEqual([])
  sender.changed('Hi')
  sender.changed('  ')
  expect(said).toEqual([true, false])
  sender.changed('Hi')
  sender.sent()
  sender.changed('')
  vi.advanceTimersByTime(10_000)
  expect(said).toEqual([true, false, true])
})

test('somebody types until their time runs out by this clock', () => {
  const { shown, hear } = createRoster()
  hear(anna)
  vi.advanceTimersByTime(5_000)
  hear(anna)
  vi.advanceTimersByTime(5_999)
  expect(shown).toEqual([['Anna']])
  vi.advanceTimersByTime(1)
  expect(shown).toEqual([['Anna'], []])
})

test('a message of theirs, or their saying so, ends it at once', () => {
  const { roster, shown, hear } = createRoster()
  hear(anna)
  hear(bo)
  roster.spoke('anna')
  hear(bo, 0)
  expect(shown).toEqual([['Anna'], ['Anna', 'Bo'], ['Bo'], []])
})

test('one’s own typing in another tab is not shown', () => {
  const { roster, shown } = createRoster()
  roster.heard({ type: 'typing.changed', author: { ...anna, id: 'me' }, ttlMs: 6_000 })
  expect(shown).toEqual([])
})
