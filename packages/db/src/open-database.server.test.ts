import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { queryRows } from './database.ts'
import { openHistory } from './history.ts'
import { ping } from './meta.ts'
import { openDatabase } from './open-database.ts'
import { groups, people } from './schema/index.ts'
import { createOnServer } from './testing/index.ts'

const { TEST_DATABASE_URL: serverUrl = '' } = process.env

let server: Awaited<ReturnType<typeof createOnServer>>
beforeEach(async () => {
  server = await createOnServer(serverUrl)
})
afterEach(() => server.drop())

test('processes that start together migrate a database once', async () => {
  const databases = await Promise.all(
    Array.from({ length: 4 }, () => openDatabase({ url: server.url })),
  )
  const histories = await Promise.all(databases.map(openHistory))
  expect(new Set(histories.map(({ epoch }) => epoch)).size).toBe(1)
  for (const database of databases) {
    expect(await database.drizzle.select().from(groups)).toHaveLength(1)
    await database.close()
  }
})

test('a prepared statement gives the same rows as a plain one', async () => {
  const database = await openDatabase({ url: server.url })
  const id = randomUUID()
  await database.drizzle.insert(people).values({ id, name: 'Mara', email: 'mara@lamps.example' })
  const statement = sql`select id, created_at from ${people} where ${eq(people.id, id)}`
  const rows = await database.runPrepared(statement)
  expect(rows).toMatchObject([{ id }])
  expect([...rows]).toEqual([...(await queryRows(database.drizzle, statement))])
  await database.close()
})

test('a closed database answers no ping', async () => {
  const database = await openDatabase({ url: server.url })
  await database.close()
  await expect(ping(database)).rejects.toThrow()
})
