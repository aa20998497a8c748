import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The domain has no state of its own, so its tests may share one thread.
  test: { name: 'chat-core', pool: 'threads', isolate: false, testTimeout: 30_000 },
})
