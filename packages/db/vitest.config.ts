import { configDefaults, defineConfig } from 'vitest/config'

/** Tests of what only a server has: see scripts/with-postgres.mjs. */
const onServer = 'src/**/*.server.test.ts'

export default defineConfig({
  test: {
    name: 'db',
    // An embedded database takes half a second to boot on a quiet machine, and ten on a busy one.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.ts'],
    exclude: process.env['TEST_DATABASE_URL']
      ? configDefaults.exclude
      : [...configDefaults.exclude, onServer],
  },
})
