import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PresenceWord } from './presence-store.ts'
import { PresenceWords } from './presence-words.ts'

const TTL_MS = 30_000

const word = (version: number, ttlMs: number): PresenceWord => ({
  agentId: 'ann',
  nodeId: 'there',
  version,
  ttlMs,
})

test('a word holds for as long as it says', () => {
  const words = new PresenceWords()
  words.hear([word(1, 100)], 0)
  expect(words.at(99)).toEqual({ here: new Set(['ann']), nextEndMs: 100 })
  expect(words.at(100)).toEqual({ here: new Set(), nextEndMs: null })
})

test('a shorter word replaces a longer one', () => {
  const words = new PresenceWords()
  words.hear([word(1, TTL_MS)], 0)
  words.hear([word(2, 10)], 5)
  expect(words.at(15).here).toEqual(new Set())
})

test('a word that is missing, as after the store was emptied, ends nothing before its time', () => {
  const words = new PresenceWords()
  words.hear([word(1, TTL_MS)], 0)
  words.hear([], 10_000)
  expect(words.at(TTL_MS - 1).here).toEqual(new Set(['ann']))
})

type Step =
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'beat' | 'look' | 'flush' }
  | { readonly type: 'clock'; readonly ms: number }

const DAY_MS = 24 * 60 * 60 * 1_000

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(15_000) }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constantFrom('beat' as const, 'look' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('flush' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('clock' as const),
      ms: fc.oneof(
        fc.integer({ min: -DAY_MS, max: DAY_MS }),
        fc.integer({ min: -TTL_MS, max: TTL_MS }),
      ),
    }),
  },
)

test('whoever is shown here was said to be within the last 30 s, whatever the clock of the store does', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const words = new PresenceWords()
      /** When the stored word ends, by a clock that may be put forward and back. */
      let stored: number | null = null
      let clockMs = DAY_MS * 365
      let nowMs = 0
      let saidAtMs = Number.NEGATIVE_INFINITY
      words.hear([], nowMs)
      for (const step of steps) {
        if (step.type === 'wait') {
          nowMs += step.ms
          clockMs += step.ms
        } else if (step.type === 'clock') clockMs += step.ms
        else if (step.type === 'flush') stored = null
        else if (step.type === 'beat') {
          stored = clockMs + TTL_MS
          saidAtMs = nowMs
          // The observer is called, so it has heard every word once when it was new.
          words.hear([word(stored, stored - clockMs)], nowMs)
        } else if (stored !== null) words.hear([word(stored, stored - clockMs)], nowMs)

        const { here, nextEndMs } = words.at(nowMs)
        if (here.has('ann')) expect(nowMs - saidAtMs).toBeLessThan(TTL_MS)
        if (nextEndMs !== null) expect(nextEndMs).toBeGreaterThan(nowMs)
      }
    }),
    { numRuns: 5_000 },
  )
})
