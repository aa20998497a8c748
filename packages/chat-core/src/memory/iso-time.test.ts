import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../testing/runs.ts'
import { fromIso, toIso } from './iso-time.ts'

const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

test('every moment is written as the calendar has it, and read back', () => {
  fc.assert(
    fc.property(fc.nat(LAST_MS), (ms) => {
      expect(toIso(ms)).toBe(new Date(ms).toISOString())
      expect(fromIso(toIso(ms))).toBe(ms)
    }),
    {
      ...runs(2_000),
      examples: [[0], [LAST_MS], [Date.UTC(2000, 1, 29)], [Date.UTC(2100, 1, 28)]],
    },
  )
})

test('what is not such a moment is refused', () => {
  for (const text of ['', 'yesterday', '2026-11-20', '2026-11-20T12:00:00Z'])
    expect(() => fromIso(text)).toThrow()
})
