import type { SendKind } from '@shopbell/chat-core'
import { v7 as uuidV7 } from 'uuid'
import type { StoreApi } from 'zustand/vanilla'
import { onGoodMoment, SOON_MS } from './on-good-moment.ts'
import { createOutboxEntries } from './outbox-entries.ts'
import {
  isCommitted,
  isLaneFull,
  needsNewKey,
  newEntry,
  nextOrder,
  type OutboxEntry,
} from './outbox-entry.ts'
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

/** What a room's log shows of it. */
export interface ShownLog {
  /** The places of the messages shown, by their keys. */
  readonly seqs: ReadonlyMap<string, number>
  /** The first and the last place that is shown. */
  readonly firstSeq: number
  readonly cursor: number
}

/**
 * Messages between the Enter key and the room's log. Each is stored before it is shown, tried until the server has
 * committed or finally refused it, and settles when it is seen in the log. Tabs share it: one sends, all show.
 */
export interface Outbox {
  /** In order of submission, the settled ones too; see `outgoingOf`. */
  readonly store: StoreApi<readonly OutboxEntry[]>
  /** Returns false, and takes nothing, when too many wait already. */
  submit(draft: { lane: string; kind: SendKind; body: string }): boolean
  /** Tries a failed message again. */
  retry(clientId: string): void
  discard(clientId: string): void
  /** Compares the lane with its log: settles what is there, and sends again what another message has the place of. */
  settle(lane: string, log: ShownLog): void
  /**
   * Sends again, under their keys, the committed messages that a fresh snapshot lacks. The server still knows those
   * that are only too old to be in it.
   * @param log of the snapshot
   * @param isResync the server said that what was known of the log does not hold any more
   */
  recover(lane: string, log: ShownLog, isResync: boolean): void
  /** Stops waiting for the next attempt: the server is reachable again, or somebody wants to know. */
  wake(): void
  /** The same in a moment, so that clients that came back together do not all speak at once. */
  wakeSoon(): void
  /** Forgets everything, also what is stored: somebody signed out. */
  clear(): void
  /** Begins again with what is stored: somebody signed out in another tab. */
  reload(): void
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

  let waking: ReturnType<typeof setTimeout> | undefined

  const wake = () => {
    entries.apply({ type: 'woken' })
    pump()
  }
  const wakeSoon = () => {
    clearTimeout(waking)
    waking = setTimeout(wake, Math.random() * SOON_MS)
  }
  const resend = (lane: string, isLost: (entry: OutboxEntry) => boolean) => {
    const lost = entries.store
      .getState()
      .filter((entry) => entry.lane === lane && isCommitted(entry) && isLost(entry))
    for (const { clientId } of lost) entries.apply({ type: 'missed', clientId })
    if (lost.length > 0) pump()
  }
  const unsubscribe = storage.subscribe(() => {
    entries.merge({})
    pump()
  })
  const stopListening = onGoodMoment(wake)
  // Only after the caller has what this returns: delivering may need it.
  queueMicrotask(wake)

  return {
    store: entries.store,
    submit(draft) {
      const known = entries.store.getState()
      if (isLaneFull(known, draft.lane)) return false
      const order = nextOrder(known)
      entries.add(newEntry({ ...draft, clientId: uuidV7(), order, createdAtMs: Date.now() }))
      pump()
      return true
    },
    retry(clientId) {
      const entry = entries.find(clientId)
      if (entry?.state !== 'failed') return
      const newClientId = needsNewKey(entry) ? uuidV7() : null
      entries.apply({ type: 'retried', clientId, newClientId, wallMs: Date.now() })
      pump()
    },
    discard(clientId) {
      if (entries.find(clientId)?.state === 'failed') entries.apply({ type: 'removed', clientId })
    },
    settle(lane, { seqs, firstSeq, cursor }) {
      const isPast = ({ seq }: OutboxEntry) => seq !== null && seq <= cursor
      for (const entry of entries.store.getState()) {
        const { clientId, state } = entry
        if (entry.lane !== lane || state === 'settled') continue
        const seq = seqs.get(clientId) ?? (isPast(entry) ? entry.seq : null)
        if (seq !== null) entries.apply({ type: 'seen', clientId, seq, wallMs: Date.now() })
      }
      resend(
        lane,
        (entry) => !seqs.has(entry.clientId) && isPast(entry) && (entry.seq ?? 0) >= firstSeq,
      )
    },
    recover(lane, { seqs, cursor }, isResync) {
      resend(
        lane,
        ({ clientId, state, seq }) =>
          !seqs.has(clientId) && (isResync || (state === 'settled' && (seq ?? 0) > cursor)),
      )
    },
    wake,
    wakeSoon,
    clear: entries.clear,
    reload: entries.reload,
    dispose() {
      stop()
      clearTimeout(waking)
      unsubscribe()
      stopListening()
    },
  }
}
