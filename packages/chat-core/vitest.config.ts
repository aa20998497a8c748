import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The domain has no state of its own, so its tests may share one thread.
  // A property of ten thousand runs takes seconds on a quiet machine, and a minute beside other suites.
  test: { name: 'chat-core', pool: 'threads', isolate: false, testTimeout: 120_000 },
})
