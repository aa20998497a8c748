import { runs } from '@shopbell/chat-core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../testing/seeded.ts'
import { uniformity } from '../testing/uniformity.ts'
import { drainStepMs, shuffled } from './drain-sockets.ts'
import { socketLimits } from './socket-limits.ts'

const SEED = 20_261_121
/** As many as can be told in time at the rate that is meant. */
const COMFORTABLE = (socketLimits.drainWithinMs / 1_000) * socketLimits.drainPerSecond

/** When each of `count` clients is told, if every timer is late by as much as `lateness` says. */
function toldAtMs(count: number, lateness: () => number): number[] {
  const times: number[] = []
  let nowMs = 0
  for (let left = count; left > 0; left -= 1) {
    times.push(nowMs)
    nowMs += drainStepMs(left, nowMs, socketLimits) + lateness()
  }
  return times
}

test('no second sees more than 100 clients sent away, as long as that is enough for all', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: COMFORTABLE }), (count) => {
      const times = toldAtMs(count, () => 0)
      const hundredsMs = times
        .slice(socketLimits.drainPerSecond)
        .map((time, index) => time - (times[index] ?? 0))
      // A hair less than a second, for what floating point adds up to.
      expect(Math.min(1_000, ...hundredsMs)).toBeGreaterThan(999.9)
    }),
    runs(1_000),
  )
})

test('however many they are and however late the timers, all are told within 20 seconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer(), (count, seed) => {
      const lateness = seeded(seed)
      expect(toldAtMs(count, lateness).at(-1)).toBeLessThan(20_000)
    }),
    runs(1_000),
  )
})

test('everybody is told once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.integer(), (clients, seed) => {
      const order = shuffled(clients, seeded(seed))
      expect(order.toSorted()).toEqual(clients.toSorted())
    }),
    runs(1_000),
  )
})

test('each turn is as likely as any other, whoever came first', () => {
  const random = seeded(SEED)
  const clients = Array.from({ length: 1_000 }, (_, index) => index)
  const turnsOfTheFirst = Array.from(
    { length: 1_000 },
    () => (shuffled(clients, random).indexOf(0) + random()) / clients.length,
  )
  expect(uniformity(turnsOfTheFirst)).toBeGreaterThan(0.01)
})
