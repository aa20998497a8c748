import type { SendKind } from '@shopbell/chat-core'
import { v7 as uuidV7 } from 'uuid'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { mergeStored } from './outbox-merge.ts'
import {
  applyOutboxAction,
  headOfLane,
  isOutboxFull,
  needsNewKey,
  nextToSend,
  type OutboxAction,
  type OutboxEntry,
} from './outbox-reducer.ts'
import { createLocalOutboxStorage, type OutboxStorage } from './outbox-storage.ts'
import { toRefusal } from './refusal.ts'
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
  const store = createStore<readonly OutboxEntry[]>(() => [])
  const busyLanes = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDisposed = false

  const apply = (action: OutboxAction) =>
    store.setState(applyOutboxAction(store.getState(), action), true)

  const find = (clientId: string) => store.getState().find((entry) => entry.clientId === clientId)

  const save = (clientId: string) => {
    const entry = find(clientId)
    if (entry) storage.put(entry)
  }

  const remove = (clientId: string) => {
    storage.remove(clientId)
    apply({ type: 'removed', clientId })
  }

  const attempt = async (entry: OutboxEntry) => {
    const { clientId } = entry
    apply({ type: 'attempted', clientId })
    save(clientId)
    try {
      const { seq } = await deliver(entry)
      apply({ type: 'committed', clientId, seq })
    } catch (error) {
      const refusal = toRefusal(error)
      apply({ type: 'refused', clientId, refusal, nowMs: Date.now(), random: Math.random() })
    }
    save(clientId)
  }

  const sendAllDue = async (lane: string) => {
    // Only the holder of the lock sends, so an attempt that storage still shows as running died with its tab.
    store.setState(mergeStored(store.getState(), storage.load(), { abandonedLane: lane }), true)
    let next = nextToSend(store.getState(), lane, Date.now())
    while (next && !isDisposed) {
      await attempt(next)
      next = nextToSend(store.getState(), lane, Date.now())
    }
  }

  const drain = async (lane: string) => {
    busyLanes.add(lane)
    try {
      await runExclusive(`shopbell.outbox.${identity}.${lane}`, () => sendAllDue(lane))
    } finally {
      busyLanes.delete(lane)
    }
    pump()
  }

  /** Sends what is due and sets the timer for what is not yet. */
  const pump = () => {
    clearTimeout(timer)
    if (isDisposed) return
    apply({ type: 'aged', nowMs: Date.now() })
    const entries = store.getState()
    const heads = [...new Set(entries.map(({ lane }) => lane))]
      .filter((lane) => !busyLanes.has(lane))
      .flatMap((lane) => headOfLane(entries, lane) ?? [])
    const nowMs = Date.now()
    for (const head of heads) {
      if (head.dueAtMs <= nowMs) void drain(head.lane)
    }
    const laterMs = heads.map(({ dueAtMs }) => dueAtMs - nowMs).filter((ms) => ms > 0)
    if (laterMs.length > 0) timer = setTimeout(pump, Math.min(...laterMs))
  }

  const adopt = () => {
    store.setState(mergeStored(store.getState(), storage.load(), {}), true)
    pump()
  }

  const wake = () => {
    apply({ type: 'woken' })
    pump()
  }

  for (const { clientId, state } of storage.load()) {
    // The log has these; only the goodbye was missing.
    if (state === 'sent') storage.remove(clientId)
  }
  store.setState(storage.load(), true)
  // Only after the caller has what this returns: delivering may need it.
  queueMicrotask(pump)
  const unsubscribe = storage.subscribe(adopt)
  window.addEventListener('online', wake)

  return {
    store,
    submit({ lane, kind, body }) {
      if (isOutboxFull(store.getState())) return false
      const entry: OutboxEntry = {
        clientId: uuidV7(),
        lane,
        kind,
        body,
        createdAtMs: Date.now(),
        state: 'queued',
        attempts: 0,
        dueAtMs: 0,
        heldUntilMs: 0,
        seq: null,
        failure: null,
      }
      storage.put(entry)
      apply({ type: 'submitted', entry })
      pump()
      return true
    },
    retry(clientId) {
      const entry = find(clientId)
      if (entry?.state !== 'failed') return
      const newClientId = needsNewKey(entry) ? uuidV7() : null
      apply({ type: 'retried', clientId, newClientId })
      save(newClientId ?? clientId)
      if (newClientId) storage.remove(clientId)
      pump()
    },
    discard(clientId) {
      if (find(clientId)?.state === 'failed') remove(clientId)
    },
    settle(lane, { clientIds, cursor }) {
      for (const { clientId, lane: entryLane, seq } of store.getState()) {
        if (entryLane !== lane) continue
        if (clientIds.has(clientId) || (seq !== null && seq <= cursor)) remove(clientId)
      }
    },
    wake,
    clear() {
      for (const { clientId } of storage.load()) storage.remove(clientId)
      store.setState([], true)
    },
    dispose() {
      isDisposed = true
      clearTimeout(timer)
      unsubscribe()
      window.removeEventListener('online', wake)
    },
  }
}
