import type { Log } from './log.ts'

/** Keeps nothing but a counter per room: what the transport costs alone. */
export function openNothing(): Log {
  const lastSeqs = new Map<string, number>()
  return {
    async append(message) {
      const seq = (lastSeqs.get(message.roomId) ?? 0) + 1
      lastSeqs.set(message.roomId, seq)
      return { ...message, seq, createdAt: new Date().toISOString() }
    },
    after: async () => [],
  }
}
