import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    name: 'api',
    include: ['src/**/*.test.ts', 'faults/**/*.test.ts', 'sim/**/*.test.ts'],
    // The first start of an embedded database takes seconds on a busy machine.
    hookTimeout: 60_000,
    testTimeout: 30_000,
  },
})
