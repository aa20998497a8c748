import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('a wait doubles its bound with every failure, up to five seconds', () => {
  fc.assert(
    fc.property(fc.nat(), chance, (attempt, random) => {
      const waitMs = backoffMs(attempt, () => random)
      expect(waitMs).toBeGreaterThanOrEqual(0)
      expect(waitMs).toBeLessThanOrEqual(Math.min(5_000, 100 * 2 ** attempt))
    }),
  )
})
