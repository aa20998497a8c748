import { emptyDatabase, type TestDatabase, testDatabase } from '@shopbell/db/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mistakes } from './mistakes.ts'
import type { SimOptions } from './options.ts'
import { type Spoil, simulate } from './simulate.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(() => emptyDatabase(database))
afterAll(() => database.close())

const small: SimOptions = {
  seed: 7,
  rooms: 40,
  agents: 6,
  groups: 2,
  workers: 4,
  stepsPerRound: 80,
  settleWithinMs: 20_000,
}

test('RT-4, RT-5, RT-7, RM-11: a busy shop breaks no promise of routing', async () => {
  const { violations, routed, rests, fairness } = await simulate(database, small)
  expect(violations).toEqual([])
  expect(routed).toBeGreaterThan(10)
  expect(rests).toBeGreaterThan(1)
  expect(fairness.map(({ strategy }) => strategy)).toContain('round_robin')
}, 120_000)

test.each<[keyof typeof mistakes, string, Spoil]>([
  ['order', 'takes the newest first', mistakes.order],
  ['limit', 'counts what an agent owns before it locks them', mistakes.limit],
  ['forgotten', 'never looks which lines can move', mistakes.forgotten],
])(
  'a product with a mistake is found out: %s, because it %s',
  async (kind, _, spoil) => {
    const { violations } = await simulate(database, { ...small, settleWithinMs: 100 }, { spoil })
    expect(violations.map((one) => one.kind)).toContain(kind)
  },
  120_000,
)
