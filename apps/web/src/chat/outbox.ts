import type { SendKind } from '@shopbell/chat-core'
import { v7 as uuidV7 } from 'uuid'
import type { StoreApi } from 'zustand/vanilla'
import { createOutboxEntries } from './outbox-entries.ts'
import { isOutboxFull, needsNewKey, newEntry, type OutboxEntry } from './outbox-reducer.ts'
import { createOutboxSender } from './outbox-sender.ts'
import { createLocalOutboxStorage, type OutboxStorage } from './outbox-storage.ts'
import { type RunExclusive, runInWebLock } from './web-lock.ts'

export interface OutboxOptions {
  /** Whose messages: `customer`, or `agent.<id>`. */
  readonly identity: string
  /** One attempt: resolves once the message is committed, rejects with anything `toRefusal` reads. */
  readonly deliver: (entry: OutboxEntry) => Promise<{ readonly seq: number }>
  readonly storage?: OutboxStorage
  readonly runExclusive?: RunExclusive
}

/**
 * Messages between the Enter key and the room's log. Each is stored before it is shown, tried until the server has
 * committed or finally refused it, and leaves when it is seen in the log. Tabs share it: one sends, all show.
 */
export interface Outbox {
  readonly store: StoreApi<readonly OutboxEntry[]>
  /** Returns false, and takes nothing, when too many wait already. */
  submit(draft: { lane: string; kind: SendKind; body: string }): boolean
  /** Tries a failed message again. */
  retry(clientId: string): void
  discard(clientId: string): void
  /** Lets go of what the log of the lane shows: those keys, and everything committed up to `cursor`. */
  settle(lane: string, seen: { clientIds: ReadonlySet<string>; cursor: number }): void
  /** Stops waiting for the next attempt: the server is reachable again. */
  wake(): void
  /** Forgets everything, also what is stored: somebody signed out. */
  clear(): void
  dispose(): void
}

export function createOutbox({
  identity,
  deliver,
  storage = createLocalOutboxStorage(identity),
  runExclusive = runInWebLock,
}: OutboxOptions): Outbox {
  const entries = createOutboxEntries(storage)
  const { pump, stop } = createOutboxSender({ identity, entries, deliver, runExclusive })

  const wake = () => {
    entries.apply({ type: 'woken' })
    pump()
  }
  const unsubscribe = storage.subscribe(() => {
    entries.merge({})
    pump()
  })
  window.addEventListener('online', wake)
  // Only after the caller has what this returns: delivering may need it.
  queueMicrotask(pump)

  return {
    store: entries.store,
    submit(draft) {
      if (isOutboxFull(entries.store.getState())) return false
      entries.add(newEntry({ ...draft, clientId: uuidV7(), createdAtMs: Date.now() }))
      pump()
      return true
    },
    retry(clientId) {
      const entry = entries.find(clientId)
      if (entry?.state !== 'failed') return
      const newClientId = needsNewKey(entry) ? uuidV7() : null
      entries.apply({ type: 'retried', clientId, newClientId, nowMs: Date.now() })
      entries.save(newClientId ?? clientId)
      if (newClientId) storage.remove(clientId)
      pump()
    },
    discard(clientId) {
      if (entries.find(clientId)?.state === 'failed') entries.remove(clientId)
    },
    settle(lane, { clientIds, cursor }) {
      for (const { clientId, lane: entryLane, seq } of entries.store.getState()) {
        const isSeen = clientIds.has(clientId) || (seq !== null && seq <= cursor)
        if (entryLane === lane && isSeen) entries.remove(clientId)
      }
    },
    wake,
    clear: entries.clear,
    dispose() {
      stop()
      unsubscribe()
      window.removeEventListener('online', wake)
    },
  }
}
