// @vitest-environment node

import { runs } from '@shopbell/chat-core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOutboxModel } from './testing/outbox-model.ts'
import type { OutboxStep, Outcome } from './testing/outbox-step.ts'

const tab = fc.nat(1)
const lane = fc.nat(1)
const outcome = fc.constantFrom<Outcome>(
  'ok',
  'send lost',
  'ack lost',
  'timeout',
  'refused',
  'rate limited',
)

const anyStep: fc.Arbitrary<OutboxStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('submit' as const), tab, lane }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('begin' as const), tab, lane }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('end' as const), lane, outcome }) },
  fc.record({ do: fc.constant('late answer' as const), tab }),
  fc.record({
    do: fc.constant('offline' as const),
    tab,
    lane,
    tries: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ do: fc.constant('reload' as const), tab }),
  fc.record({ do: fc.constant('hear' as const), tab }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('see' as const), tab }) },
  fc.record({ do: fc.constant('resync' as const), lostCount: fc.nat(3) }),
  fc.record({ do: fc.constant('retry' as const), tab }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.nat(20_000) }),
)

test('DL-2: whatever happens to two tabs and their server, every message is there once and in order', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const outbox = createOutboxModel()
      for (const step of steps) outbox.take(step)
      outbox.heal()
      for (const index of [0, 1]) {
        const expected = outbox.expectedOf(index)
        const log = outbox.logOf(index)
        expect(new Set(log).size).toBe(log.length)
        expect(expected.filter((key) => !log.includes(key))).toEqual([])
        const inPlace = (key: string) => expected.includes(key) && !outbox.moved.has(key)
        expect(log.filter(inPlace)).toEqual(expected.filter(inPlace))
        expect(outbox.waitingIn(index)).toEqual([])
      }
    }),
    { ...runs(5_000) },
  )
}, 120_000)
