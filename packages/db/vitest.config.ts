import { configDefaults, defineConfig } from 'vitest/config'

/** Tests of what only a server has: see scripts/with-postgres.mjs. */
const onServer = 'src/**/*.server.test.ts'

export default defineConfig({
  test: {
    name: 'db',
    include: ['src/**/*.test.ts'],
    exclude: process.env['TEST_DATABASE_URL']
      ? configDefaults.exclude
      : [...configDefaults.exclude, onServer],
  },
})
