export { type Database, queryRows } from '../database.ts'
export { emptyDatabase } from './empty-database.ts'
export { makeStoreHarness } from './store-harness.ts'
export { createOnServer, type TestDatabase, testDatabase } from './test-database.ts'
