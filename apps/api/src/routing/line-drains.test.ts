import { expect, test } from 'vitest'
import { LineDrains } from './line-drains.ts'

/** Drains that end when they are told to. */
function heldDrains() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const errors: unknown[] = []
  const drains = new LineDrains({
    drain: (groupId) => {
      begun.push(groupId)
      return new Promise<void>((resolve) => ends.push(resolve))
    },
    onError: (error) => errors.push(error),
  })
  const end = async () => {
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  return { drains, begun, end }
}

test('RT-7: a line is drained once at a time, and once more if it was woken meanwhile', async () => {
  const { drains, begun, end } = heldDrains()
  for (const _ of [1, 2, 3]) drains.wake('support')
  drains.wake('returns')
  expect(begun).toEqual(['support', 'returns'])
  await end()
  expect(begun).toEqual(['support', 'returns', 'support'])
  await end()
  await end()
  expect(begun).toHaveLength(3)
  drains.wake('support')
  expect(begun).toHaveLength(4)
  await end()
})

test('RT-7: a drain that fails leaves its line to the next one that wakes it', async () => {
  const errors: unknown[] = []
  let tries = 0
  const drains = new LineDrains({
    drain: async () => {
      tries += 1
      if (tries === 1) throw new Error('The database is away.')
    },
    onError: (error) => errors.push(error),
  })
  drains.wake('support')
  await expect.poll(() => errors).toHaveLength(1)
  drains.wake('support')
  await expect.poll(() => tries).toBe(2)
  expect(errors).toHaveLength(1)
})

test('who closes waits for what runs, and nothing begins after that', async () => {
  const { drains, begun, end } = heldDrains()
  drains.wake('support')
  drains.wake('support')
  const closed = drains.close()
  drains.wake('returns')
  await end()
  await closed
  expect(begun).toEqual(['support'])
})
