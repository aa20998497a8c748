import { expect, onTestFinished, test } from 'vitest'
import { epoch, renewEpoch } from './meta.ts'
import { testDatabase } from './testing/index.ts'

test('DL-7: of many who find that the history is another one, one names it anew, and all learn its name', async () => {
  const database = await testDatabase()
  onTestFinished(() => database.close())
  const before = await epoch(database)

  const names = await Promise.all([1, 2, 3].map(() => renewEpoch(database, before)))

  expect(new Set(names).size).toBe(1)
  expect(names[0]).not.toBe(before)
  expect(await epoch(database)).toBe(names[0])
  expect(await renewEpoch(database, before)).toBe(names[0])
})
