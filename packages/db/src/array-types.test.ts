import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from './testing/index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const ID = '3d1d1f5e-6c2b-4b0a-9d6e-0f3f5a1c2b3d'

test.each([
  [
    'text',
    ['plain', '', '{braces, and commas}', '"quotes" and \\ backslashes', 'null', 'a\nb 👩‍👩‍👧'],
  ],
  ['uuid', [ID]],
  ['int', [1, -2, 2 ** 31 - 1]],
  ['bigint', [2 ** 40, -1]],
  ['text', []],
])('an array of %s arrives as it was sent: %j', async (type, values) => {
  const rows = await database.runPrepared<{ value: string }>(
    sql`select value::text from unnest(${sql.param(values)}::${sql.raw(type)}[]) with ordinality as sent (value, place) order by place`,
  )
  expect(rows.map(({ value }) => value)).toEqual(values.map(String))
})
