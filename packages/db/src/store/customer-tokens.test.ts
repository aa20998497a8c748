import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { customerTokens } from '../schema/index.ts'
import { emptyDatabase, testDatabase } from '../testing/index.ts'
import { createStores } from './create-stores.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const HASH = 'a'.repeat(64)

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(() => emptyDatabase(database))
afterAll(() => database.close())

/** The customers as they are so many minutes ago; ahead, if negative. */
const customersAt = (minutesAgo: number) =>
  createStores(database, {
    now: sql`(timestamptz '2026-11-20 12:00Z' - ${minutesAgo}::float8 * interval '1 minute')`,
  }).customers

async function issue(ttlMs: number) {
  const customers = customersAt(0)
  const { id } = await customers.createCustomer({ name: 'Mara' })
  return customers.issueToken({ customerId: id, tokenHash: HASH, ttlMs })
}

async function lastUse(): Promise<string | undefined> {
  const { lastUsedAt } = customerTokens
  const [row] = await database.drizzle
    .select({ lastUsedAt })
    .from(customerTokens)
    .where(eq(customerTokens.tokenHash, HASH))
  return row?.lastUsedAt
}

test('CU-5: a token lives to the millisecond that its time is up', async () => {
  const token = await issue(90_000)
  expect(await customersAt(-1.499).findTokens([HASH])).toEqual([token])
  expect(await customersAt(-1.5).findTokens([HASH])).toEqual([null])
})

test('CU-5: using a token is written down once an hour at most', async () => {
  await issue(DAY_MS)
  await customersAt(-59).findTokens([HASH])
  expect(await lastUse()).toBe('2026-11-20T12:00:00.000Z')
  await customersAt(-61).findTokens([HASH])
  expect(await lastUse()).toBe('2026-11-20T13:01:00.000Z')
  await customersAt(-119).findTokens([HASH])
  expect(await lastUse()).toBe('2026-11-20T13:01:00.000Z')
})

test('CU-5: a token that lay idle for thirty days is dead, and one that was used is not', async () => {
  const DAY_MINUTES = 24 * 60
  await issue(180 * DAY_MS)
  await customersAt(-29 * DAY_MINUTES).findTokens([HASH])
  expect(await customersAt(-58 * DAY_MINUTES).findTokens([HASH])).not.toEqual([null])
  expect(await customersAt(-88 * DAY_MINUTES).findTokens([HASH])).toEqual([null])
})

test('CU-5: a token that was revoked keeps the time of the first time', async () => {
  const { id } = await issue(DAY_MS)
  await customersAt(-5).revokeToken(id)
  await customersAt(-9).revokeToken(id)
  const [row] = await database.drizzle.select().from(customerTokens)
  expect(row?.revokedAt).toBe('2026-11-20T12:05:00.000Z')
})
