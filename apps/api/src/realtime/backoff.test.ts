import { runs } from '@shopbell/chat-core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../testing/seeded.ts'
import { uniformity } from '../testing/uniformity.ts'
import { backoffMs } from './backoff.ts'
import { spreadMs } from './every.ts'

const seed = fc.integer()
const SEED = 20_261_121

/** Many values out of one source of chance, from 0 to 1 within what they may be. */
const sample = (value: (random: () => number) => number, min: number, max: number) => {
  const random = seeded(SEED)
  return Array.from({ length: 1_000 }, () => (value(random) - min) / (max - min))
}

describe('the wait after a failure', () => {
  const cap = (attempt: number) => Math.min(5_000, 100 * 2 ** attempt)

  test('doubles its bound with every failure, up to five seconds', () => {
    fc.assert(
      fc.property(fc.nat(), seed, (attempt, number) => {
        const waitMs = backoffMs(attempt, seeded(number))
        expect(waitMs).toBeGreaterThanOrEqual(0)
        expect(waitMs).toBeLessThanOrEqual(cap(attempt))
      }),
      runs(1_000),
    )
  })

  test.each([0, 3, 5, 6, 40])(
    'is anything within its bound, evenly, after failure %i',
    (attempt) => {
      const values = sample((random) => backoffMs(attempt, random), 0, cap(attempt))
      expect(uniformity(values)).toBeGreaterThan(0.01)
    },
  )
})

describe('what happens again and again', () => {
  test('does so within a fifth of its interval, so that nodes do not fall into step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), seed, (intervalMs, number) => {
        const delayMs = spreadMs(intervalMs, seeded(number))
        expect(delayMs).toBeGreaterThanOrEqual(0.8 * intervalMs)
        expect(delayMs).toBeLessThanOrEqual(1.2 * intervalMs)
      }),
      runs(1_000),
    )
  })

  test('and evenly so', () => {
    const values = sample((random) => spreadMs(1_000, random), 800, 1_200)
    expect(uniformity(values)).toBeGreaterThan(0.01)
  })
})
