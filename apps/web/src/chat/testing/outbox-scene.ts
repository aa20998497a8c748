import { createOutbox, type Outbox } from '../outbox.ts'
import type { OutboxEntry } from '../outbox-entry.ts'
import type { OutboxStorage } from '../outbox-storage.ts'
import { unreachable } from './chat-error.ts'
import { createSharedLock } from './memory-lock.ts'
import { createSharedStorage } from './memory-outbox-storage.ts'

const open: Outbox[] = []

/** Closes every tab a test has opened. */
export function closeTabs(): void {
  for (const outbox of open.splice(0)) outbox.dispose()
}

/** A server that commits each key once, and whose answers may be lost. */
export function createServer() {
  const log: string[] = []
  const attempts: string[] = []
  const faults: (Error | 'answer lost')[] = []
  return {
    log,
    attempts,
    faults,
    async deliver({ clientId, body }: OutboxEntry) {
      attempts.push(clientId)
      await Promise.resolve()
      const fault = faults.shift()
      if (fault instanceof Error) throw fault
      if (!log.includes(body)) log.push(body)
      if (fault) throw unreachable()
      return { seq: log.indexOf(body) + 1 }
    },
  }
}

interface TabOptions {
  deliver: (entry: OutboxEntry) => Promise<{ seq: number }>
  storage?: OutboxStorage
  runExclusive?: ReturnType<typeof createSharedLock>
}

/** An outbox as one tab has it; without a storage and a lock of their own, tabs share nothing. */
export function openTab({
  deliver,
  storage,
  runExclusive = createSharedLock(),
}: TabOptions): Outbox {
  const outbox = createOutbox({
    identity: 'customer',
    deliver,
    storage: storage ?? createSharedStorage().openTab(),
    runExclusive,
  })
  open.push(outbox)
  return outbox
}

export const say = (outbox: Outbox, body: string) =>
  outbox.submit({ lane: 'own', kind: 'text', body })
export const states = (outbox: Outbox) => outbox.store.getState().map(({ state }) => state)

/** What a log shows: the places of these keys, between these ends. */
export const logOf = (seqs: Record<string, number>, cursor: number, firstSeq = 1) => ({
  seqs: new Map(Object.entries(seqs)),
  firstSeq,
  cursor,
})
