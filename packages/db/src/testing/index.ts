export { emptyDatabase } from './empty-database.ts'
export { makeStoreHarness } from './store-harness.ts'
export { createOnServer, testDatabase } from './test-database.ts'
