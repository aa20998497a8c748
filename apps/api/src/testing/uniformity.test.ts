import { expect, test } from 'vitest'
import { seeded } from './seeded.ts'
import { uniformity } from './uniformity.ts'

const values = (count: number, shape: (random: number) => number) => {
  const random = seeded(7)
  return Array.from({ length: count }, () => shape(random()))
}

test('values by even chance look even', () => {
  expect(uniformity(values(1_000, (random) => random))).toBeGreaterThan(0.01)
})

test.each([
  ['crowd at one end', (random: number) => random ** 1.3],
  ['leave an end out', (random: number) => 0.1 + 0.9 * random],
  ['come in few sizes', (random: number) => Math.round(random * 5) / 5],
])('values that %s do not', (_, shape) => {
  expect(uniformity(values(1_000, shape))).toBeLessThan(0.001)
})
