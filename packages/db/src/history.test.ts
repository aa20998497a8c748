import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, queryRows } from './database.ts'
import { openHistory } from './history.ts'
import { meta, newEpoch } from './schema/meta.ts'
import { testDatabase } from './testing/index.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

/** The database as it is, but for how far its write-ahead log is said to reach. */
const withLogOf = (walBytes: () => number | Promise<number>): Database => ({
  ...database,
  async runPrepared<Row>(statement: Parameters<Database['runPrepared']>[0]) {
    const rows = await database.runPrepared<object>(statement)
    const said = await walBytes()
    return rows.map((row) => ({ ...row, walBytes: said }) as Row)
  },
})

test('DL-7: a history keeps its name while it only grows', async () => {
  const history = await openHistory(database)
  await queryRows(database.drizzle, sql`update meta set demo = demo`)
  expect(await history.read()).toBe(history.epoch)
  expect((await openHistory(database)).epoch).toBe(history.epoch)
})

test('DL-7: of many who find that the history is another one, one names it anew, and all learn its name', async () => {
  const { epoch, renew, read } = await openHistory(database)
  const names = await Promise.all([1, 2, 3].map(() => renew(epoch)))
  expect(new Set(names).size).toBe(1)
  expect(names[0]).not.toBe(epoch)
  expect(await read()).toBe(names[0])
  expect(await renew(epoch)).toBe(names[0])
})

test('DL-7: a history that the tables name anew has another name', async () => {
  const { epoch, read } = await openHistory(database)
  await database.drizzle.update(meta).set({ epoch: newEpoch })
  expect(await read()).not.toBe(epoch)
})

test('DL-7: a disk that was put back to an older copy is another history, once', async () => {
  let walBytes = 1_000
  const { epoch, read } = await openHistory(withLogOf(() => walBytes))
  walBytes = 999
  const renamed = await read()
  expect(renamed).not.toBe(epoch)
  walBytes = 1_001
  expect(await read()).toBe(renamed)
})

test('DL-7: a disk that was put back is named once, however many nodes find out and whenever they do', async () => {
  let walBytes = 1_000
  const shop = withLogOf(() => walBytes)
  const [first, second] = await Promise.all([openHistory(shop), openHistory(shop)])
  walBytes = 998
  const renamed = await first.read()
  walBytes = 999
  expect(await second.read()).toBe(renamed)
  expect(await first.read()).toBe(renamed)
  // Back to it once more: the name that both know stands for what is lost now.
  walBytes = 998
  const again = await second.read()
  expect(again).not.toBe(renamed)
  expect(await first.read()).toBe(again)
})

test('DL-7: answers that overtake each other do not make a history look shorter', async () => {
  let answerLate = (_walBytes: number): void => undefined
  const late = new Promise<number>((resolve) => {
    answerLate = resolve
  })
  const answers = [1_000, late, 1_002, 1_003]
  const { epoch, read } = await openHistory(withLogOf(() => answers.shift() ?? 0))
  const asked = read()
  expect(await read()).toBe(epoch)
  answerLate(1_001)
  expect(await asked).toBe(epoch)
  expect(await read()).toBe(epoch)
})
