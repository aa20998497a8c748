import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withDenseResults } from './dense-results.ts'

const { TEST_DATABASE_URL: serverUrl = '' } = process.env
const FAILS_AFTER_FOUR_ROWS = 'select 1 / (5 - n) from generate_series(1, 10) n'
const TWO_ROWS = 'select n from generate_series(1, 2) n'

let client: postgres.Sql
beforeEach(() => {
  client = postgres(serverUrl, { max: 1 })
})
afterEach(() => client.end())

const breakBetweenRows = () =>
  expect(client.unsafe(FAILS_AFTER_FOUR_ROWS)).rejects.toThrow('division by zero')

test('the driver still leaves holes after a failure between rows: without them this guard can go', async () => {
  await breakBetweenRows()
  const rows = await client.unsafe(TWO_ROWS)
  expect(0 in rows).toBe(false)
  expect(rows).toHaveLength(6)
})

test('a result after a failure between rows has its rows and nothing else', async () => {
  withDenseResults(client)
  await breakBetweenRows()
  expect([...(await client.unsafe(TWO_ROWS))]).toEqual([{ n: 1 }, { n: 2 }])
  await breakBetweenRows()
  expect([...(await client.unsafe(TWO_ROWS).values())]).toEqual([[1], [2]])
  await breakBetweenRows()
  expect([...(await client.unsafe(`${TWO_ROWS} where false`))]).toEqual([])
})

test('so does the first result of a transaction, also one within it', async () => {
  const database = drizzle(withDenseResults(client))
  await breakBetweenRows()
  await database.transaction(async (tx) => {
    expect([...(await tx.execute(sql.raw(TWO_ROWS)))]).toEqual([{ n: 1 }, { n: 2 }])
    await expect(
      tx.transaction((inner) => inner.execute(sql.raw(FAILS_AFTER_FOUR_ROWS))),
    ).rejects.toThrow()
    expect([...(await tx.execute(sql.raw(TWO_ROWS)))]).toEqual([{ n: 1 }, { n: 2 }])
  })
})
