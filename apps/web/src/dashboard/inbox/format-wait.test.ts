import { expect, test } from 'vitest'
import { formatWait } from './format-wait.ts'

test('a wait reads as minutes and two-digit seconds', () => {
  expect(formatWait(0)).toBe('0:00')
  expect(formatWait(9_999)).toBe('0:09')
  expect(formatWait(252_000)).toBe('4:12')
  expect(formatWait(3_599_000)).toBe('59:59')
})

test('from an hour on the minutes keep two digits', () => {
  expect(formatWait(3_600_000)).toBe('1:00:00')
  expect(formatWait(93_784_000)).toBe('26:03:04')
})

test('a clock that runs behind the server never shows a negative wait', () => {
  expect(formatWait(-5_000)).toBe('0:00')
})
