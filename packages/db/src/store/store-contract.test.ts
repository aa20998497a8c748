import { storeContract } from '@shopbell/chat-core/testing'
import { afterAll, beforeAll } from 'vitest'
import type { Database } from '../database.ts'
import { makeStoreHarness, testDatabase } from '../testing/index.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const driver = process.env['TEST_DATABASE_URL'] ? 'Postgres' : 'PGlite'
storeContract(driver, () => makeStoreHarness(database))
