import { randomUUID } from 'node:crypto'
import type { PresenceStore, PresenceWord } from './presence-store.ts'

interface Said extends Omit<PresenceWord, 'ttlMs'> {
  readonly untilMs: number
}

/** Presence within one process. Answers how a node joins: usually there is one. */
export function createMemoryPresence(): () => PresenceStore {
  const said = new Map<string, Said>()
  const listeners = new Map<string, () => void>()
  let version = 0

  return () => {
    const nodeId = randomUUID()
    const put = (agentIds: readonly string[], ttlMs: number) => {
      for (const agentId of agentIds) {
        version += 1
        said.set(`${agentId} ${nodeId}`, {
          agentId,
          nodeId,
          version,
          untilMs: performance.now() + ttlMs,
        })
      }
    }
    return {
      async say(agentIds, ttlMs) {
        put(agentIds, ttlMs)
        for (const [listener, call] of listeners) if (listener !== nodeId) call()
      },
      async beat(agentIds, ttlMs) {
        put(agentIds, ttlMs)
        return [...said.values()]
          .filter((word) => word.nodeId !== nodeId)
          .map(({ untilMs, ...word }) => ({ ...word, ttlMs: untilMs - performance.now() }))
      },
      onWord(listener) {
        listeners.set(nodeId, listener)
      },
    }
  }
}
