import { afterAll, beforeAll, expect, test } from 'vitest'
import { timeLabel } from '@/chat/day-label'
import { formatDay, formatWhen } from './format-when.ts'

beforeAll(() => {
  document.documentElement.lang = 'en-GB'
})
afterAll(() => {
  document.documentElement.lang = ''
})

const at = (year: number, month: number, day: number, hour = 12, minute = 0): Date =>
  new Date(year, month - 1, day, hour, minute)

const now = at(2026, 5, 20, 12, 30).getTime()
const when = (date: Date): string => formatWhen(date.toISOString(), now)

test('what just happened is now, and the first minutes are counted', () => {
  expect(when(at(2026, 5, 20, 12, 30))).toBe('now')
  expect(when(at(2026, 5, 20, 12, 26))).toBe('4 min')
})

test('a server clock ahead of this one still reads now', () => {
  expect(when(at(2026, 5, 20, 12, 33))).toBe('now')
})

test('earlier today is a time, earlier this year a day, before that a date', () => {
  expect(when(at(2026, 5, 20, 9, 5))).toBe(timeLabel(at(2026, 5, 20, 9, 5)))
  expect(when(at(2026, 5, 3))).toBe('3 May')
  expect(when(at(2025, 12, 31))).toBe('31 Dec 2025')
})

test('a day is named without its time', () => {
  expect(formatDay(at(2026, 5, 20, 9).toISOString(), now)).toBe('20 May')
})
