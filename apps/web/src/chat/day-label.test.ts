import { beforeEach, expect, test } from 'vitest'
import { dayLabel, isSameDay } from './day-label.ts'

beforeEach(() => {
  document.documentElement.lang = 'en-GB'
})

const now = new Date(2026, 4, 14, 0, 30)

test.each([
  [new Date(2026, 4, 14, 0, 1), 'Today'],
  [new Date(2026, 4, 13, 23, 59), 'Yesterday'],
  [new Date(2026, 4, 12, 12, 0), 'Tuesday'],
  [new Date(2026, 4, 8, 12, 0), 'Friday'],
  [new Date(2026, 4, 7, 12, 0), '7 May'],
  [new Date(2025, 4, 7, 12, 0), '7 May 2025'],
])('the day of %s is called %s', (at, label) => {
  expect(dayLabel(at, now)).toBe(label)
})

test('days are calendar days, also across a change of clocks', () => {
  // Both nights on which European clocks change, whatever zone this runs in.
  for (const [month, day] of [
    [2, 29],
    [9, 25],
  ] as const) {
    expect(dayLabel(new Date(2026, month, day, 0, 5), new Date(2026, month, day + 1, 23, 55))).toBe(
      'Yesterday',
    )
  }
})

test('a message dated ahead of this clock has a date, not a guess', () => {
  expect(dayLabel(new Date(2026, 4, 16, 12, 0), now)).toBe('16 May')
})

test('midnight ends a day', () => {
  expect(isSameDay(new Date(2026, 4, 13, 23, 59), now)).toBe(false)
  expect(isSameDay(new Date(2026, 4, 14, 23, 59), now)).toBe(true)
})
