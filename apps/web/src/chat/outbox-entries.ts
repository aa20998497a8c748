import { createStore, type StoreApi } from 'zustand/vanilla'
import { isLedgerOver, type OutboxEntry } from './outbox-entry.ts'
import { mergeStored } from './outbox-merge.ts'
import { applyOutboxAction, type OutboxAction } from './outbox-reducer.ts'
import type { OutboxStorage } from './outbox-storage.ts'
import { toStored } from './stored-entry.ts'

/** The messages of an outbox, in step with where they are stored. */
export interface OutboxEntries {
  readonly store: StoreApi<readonly OutboxEntry[]>
  find(clientId: string): OutboxEntry | undefined
  /** Takes the step and stores what it changed, for other tabs and for the next page. */
  apply(action: OutboxAction): void
  /** Stores first and shows then, so that nothing is shown that a reload would lose. */
  add(entry: OutboxEntry): void
  /** Takes over what other tabs stored; see `mergeStored`. */
  merge(options: { abandonedLane?: string }): void
  /** Forgets everything, also what is stored. */
  clear(): void
  /** Forgets what this tab knows and begins again with what is stored. */
  reload(): void
}

/** Loads what earlier pages left. What they knew to be committed long ago goes: the log has it. */
export function createOutboxEntries(storage: OutboxStorage): OutboxEntries {
  const load = () => mergeStored([], storage.load(), { nowMs: performance.now() })
  for (const entry of storage.load()) {
    if (isLedgerOver(entry, Date.now())) storage.remove(entry.clientId)
  }
  const store = createStore<readonly OutboxEntry[]>(load)
  const find = (clientId: string) => store.getState().find((entry) => entry.clientId === clientId)
  const put = (entry: OutboxEntry) => storage.put(toStored(entry, performance.now()))

  const apply = (action: OutboxAction) => {
    const before = store.getState()
    const after = applyOutboxAction(before, action)
    // Waits are each tab's own to cut short.
    if (action.type !== 'woken') storeChanges(before, after)
    store.setState(after, true)
  }

  const storeChanges = (before: readonly OutboxEntry[], after: readonly OutboxEntry[]) => {
    const known = new Set(before.map(({ clientId }) => clientId))
    const kept = new Set(after.map(({ clientId }) => clientId))
    for (const entry of after) {
      // What somebody took out of the storage, such as by signing out in another tab, does not come back into it.
      const isWanted = !known.has(entry.clientId) || storage.has(entry.clientId)
      if (!before.includes(entry) && isWanted) put(entry)
    }
    for (const { clientId } of before) if (!kept.has(clientId)) storage.remove(clientId)
  }

  return {
    store,
    find,
    apply,
    add(entry) {
      const isUnsaved = !put(entry)
      const submitted = applyOutboxAction(store.getState(), {
        type: 'submitted',
        entry: { ...entry, isUnsaved },
      })
      store.setState(submitted, true)
    },
    merge(options) {
      const merged = mergeStored(store.getState(), storage.load(), {
        ...options,
        nowMs: performance.now(),
      })
      store.setState(merged, true)
    },
    clear() {
      for (const { clientId } of storage.load()) storage.remove(clientId)
      store.setState([], true)
    },
    reload: () => store.setState(load(), true),
  }
}
