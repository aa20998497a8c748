import { sendMessage } from '@shopbell/chat-core'
import { createScene } from '@shopbell/chat-core/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeStoreHarness, type TestDatabase, testDatabase } from '../testing/index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

/** Ends all connections of the first handle, as a restart of the server does. */
const cutConnections = () =>
  database.peer.drizzle.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query not like '%pg_terminate_backend%'`)

test('DL-1, DL-2: when the server goes away every sender is answered, and who repeats has sent once', async () => {
  const the = createScene(await makeStoreHarness(database))
  const rooms = await Promise.all(Array.from({ length: 20 }, () => the.waiting()))
  let refusals = 0
  const sendUntilStored = async (index: number) => {
    const { customer, roomId } = rooms[index % rooms.length] ?? (await the.waiting())
    const send = { roomId, clientId: the.key(), body: `Message ${index}` }
    for (;;) {
      const stored = await sendMessage(the.ports, customer, send).catch(() => null)
      if (stored) return stored
      refusals += 1
    }
  }
  const sending = Promise.all(Array.from({ length: 2_000 }, (_, index) => sendUntilStored(index)))
  await cutConnections()
  await sending
  expect(refusals).toBeGreaterThan(0)
  for (const { roomId } of rooms) {
    const log = await the.log(roomId)
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 102 }, (_, index) => index + 1))
  }
})
