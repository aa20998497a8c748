export { emptyDatabase } from './empty-database.ts'
export { createOnServer, testDatabase } from './test-database.ts'
