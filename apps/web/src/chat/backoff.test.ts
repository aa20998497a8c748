// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullJitterMs } from './backoff.ts'

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('a wait is never longer than its ceiling, which doubles up to the maximum', () => {
  fc.assert(
    fc.property(fc.nat(2_000), share, (attempt, random) => {
      const waitMs = fullJitterMs(attempt, { baseMs: 500, maxMs: 20_000 }, () => random)
      expect(waitMs).toBeGreaterThanOrEqual(0)
      expect(waitMs).toBeLessThanOrEqual(Math.min(20_000, 500 * 2 ** attempt))
    }),
  )
})

test('waits use the whole range below the ceiling', () => {
  const at = (random: number) => fullJitterMs(3, { baseMs: 500, maxMs: 20_000 }, () => random)
  expect([at(0), at(0.5), at(0.999_999)]).toEqual([0, 2_000, 4_000])
})
