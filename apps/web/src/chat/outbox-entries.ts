import { createStore, type StoreApi } from 'zustand/vanilla'
import { mergeStored } from './outbox-merge.ts'
import { applyOutboxAction, type OutboxAction, type OutboxEntry } from './outbox-reducer.ts'
import type { OutboxStorage } from './outbox-storage.ts'

/** The messages of an outbox, in step with where they are stored. */
export interface OutboxEntries {
  readonly store: StoreApi<readonly OutboxEntry[]>
  find(clientId: string): OutboxEntry | undefined
  /** Shows the step without storing it. */
  apply(action: OutboxAction): void
  /** Stores first and shows then, so that nothing is shown that a reload would lose. */
  add(entry: OutboxEntry): void
  /** Stores the message as it is shown. */
  save(clientId: string): void
  remove(clientId: string): void
  /** Takes over what other tabs stored; see `mergeStored`. */
  merge(options: { abandonedLane?: string }): void
  clear(): void
}

/** Loads what earlier pages left. What they had committed goes: the log has it, only the goodbye was missing. */
export function createOutboxEntries(storage: OutboxStorage): OutboxEntries {
  for (const { clientId, state } of storage.load()) {
    if (state === 'sent') storage.remove(clientId)
  }
  const store = createStore<readonly OutboxEntry[]>(() => storage.load())
  const find = (clientId: string) => store.getState().find((entry) => entry.clientId === clientId)
  const apply = (action: OutboxAction) =>
    store.setState(applyOutboxAction(store.getState(), action), true)

  return {
    store,
    find,
    apply,
    add(entry) {
      storage.put(entry)
      apply({ type: 'submitted', entry })
    },
    save(clientId) {
      const entry = find(clientId)
      if (entry) storage.put(entry)
    },
    remove(clientId) {
      storage.remove(clientId)
      apply({ type: 'removed', clientId })
    },
    merge: (options) =>
      store.setState(mergeStored(store.getState(), storage.load(), options), true),
    clear() {
      for (const { clientId } of storage.load()) storage.remove(clientId)
      store.setState([], true)
    },
  }
}
