import { fullJitterMs } from './backoff.ts'
import {
  isCommitted,
  isLedgerOver,
  newEntry,
  nextOrder,
  type OutboxEntry,
  outboxLimits,
} from './outbox-entry.ts'
import type { Refusal } from './refusal.ts'

const RETRY_BACKOFF = { baseMs: 500, maxMs: 15_000 }

export type OutboxAction =
  | { readonly type: 'submitted'; readonly entry: OutboxEntry }
  | { readonly type: 'attempted'; readonly clientId: string }
  | {
      readonly type: 'committed'
      readonly clientId: string
      readonly seq: number
      readonly wallMs: number
    }
  | {
      readonly type: 'refused'
      readonly clientId: string
      readonly refusal: Refusal
      readonly nowMs: number
      /** In [0, 1): the jitter, drawn by the caller so that this stays a function. */
      readonly random: number
    }
  /** The log shows it. */
  | {
      readonly type: 'seen'
      readonly clientId: string
      readonly seq: number
      readonly wallMs: number
    }
  /** It was committed, and a new state of the log lacks it: a failover lost it. */
  | { readonly type: 'missed'; readonly clientId: string }
  /** The author asks for another try, under `newClientId` if the server refused the old key's message. */
  | {
      readonly type: 'retried'
      readonly clientId: string
      readonly newClientId: string | null
      /** It is said again now, and has another day to arrive. */
      readonly wallMs: number
    }
  | { readonly type: 'removed'; readonly clientId: string }
  /** Whatever waits for its next attempt may go now, unless the server asked it to wait. */
  | { readonly type: 'woken' }
  | { readonly type: 'aged'; readonly wallMs: number }

/**
 * One step of the outbox. Pure; an action about an unknown entry, or one that its state does not allow, changes
 * nothing, so a late answer to a settled message is harmless. Order is the order of submission. Times called `nowMs`
 * are of the page's own clock; `wallMs` is what the browser thinks the time is.
 */
export function applyOutboxAction(
  entries: readonly OutboxEntry[],
  action: OutboxAction,
): readonly OutboxEntry[] {
  switch (action.type) {
    case 'submitted':
      return isKnown(entries, action.entry.clientId) ? entries : [...entries, action.entry]
    case 'attempted':
      return isLaneBusy(entries, action.clientId)
        ? entries
        : patch(entries, action.clientId, 'queued', (entry) => ({
            state: 'sending',
            attempts: entry.attempts + 1,
          }))
    case 'committed':
      return patch(entries, action.clientId, 'sending', () => ({
        state: 'sent',
        seq: action.seq,
        sentAtMs: action.wallMs,
      }))
    case 'refused':
      return patch(entries, action.clientId, 'sending', (entry) => afterRefusal(entry, action))
    case 'seen':
      return mapChanged(entries, (entry) =>
        entry.clientId === action.clientId && entry.state !== 'settled'
          ? settle(entry, action)
          : entry,
      )
    case 'missed':
      return mapChanged(entries, (entry) =>
        entry.clientId === action.clientId && isCommitted(entry)
          ? { ...newEntry(entry), isUnsaved: entry.isUnsaved }
          : entry,
      )
    case 'retried':
      return retry(entries, action)
    case 'removed':
      return entries.filter(({ clientId }) => clientId !== action.clientId)
    case 'woken':
      return mapChanged(entries, wakeUp)
    case 'aged':
      return age(entries, action.wallMs)
  }
}

const isKnown = (entries: readonly OutboxEntry[], clientId: string) =>
  entries.some((entry) => entry.clientId === clientId)

function isLaneBusy(entries: readonly OutboxEntry[], clientId: string): boolean {
  const lane = entries.find((entry) => entry.clientId === clientId)?.lane
  return entries.some((entry) => entry.lane === lane && entry.state === 'sending')
}

function patch(
  entries: readonly OutboxEntry[],
  clientId: string,
  from: OutboxEntry['state'],
  change: (entry: OutboxEntry) => Partial<OutboxEntry>,
): readonly OutboxEntry[] {
  return mapChanged(entries, (entry) =>
    entry.clientId === clientId && entry.state === from ? { ...entry, ...change(entry) } : entry,
  )
}

/** Like `map`, but answers the same array when nothing changed, so that nobody draws it again. */
function mapChanged(
  entries: readonly OutboxEntry[],
  change: (entry: OutboxEntry) => OutboxEntry,
): readonly OutboxEntry[] {
  const next = entries.map(change)
  return next.every((entry, index) => entry === entries[index]) ? entries : next
}

const wakeUp = (entry: OutboxEntry): OutboxEntry =>
  entry.state === 'queued' && entry.dueAtMs > entry.heldUntilMs
    ? { ...entry, dueAtMs: entry.heldUntilMs }
    : entry

function afterRefusal(
  entry: OutboxEntry,
  { refusal, nowMs, random }: Extract<OutboxAction, { type: 'refused' }>,
): Partial<OutboxEntry> {
  if (!refusal.retryable) {
    return { state: 'failed', failure: { code: refusal.code, message: refusal.message } }
  }
  const jitterMs = fullJitterMs(entry.attempts - 1, RETRY_BACKOFF, () => random)
  const heldUntilMs = refusal.retryAfterMs === null ? 0 : nowMs + refusal.retryAfterMs
  return { state: 'queued', dueAtMs: Math.max(heldUntilMs, nowMs + jitterMs), heldUntilMs }
}

const settle = (
  entry: OutboxEntry,
  { seq, wallMs }: Extract<OutboxAction, { type: 'seen' }>,
): OutboxEntry => ({
  ...entry,
  state: 'settled',
  seq,
  sentAtMs: entry.sentAtMs ?? wallMs,
  failure: null,
})

function retry(
  entries: readonly OutboxEntry[],
  { clientId, newClientId, wallMs }: Extract<OutboxAction, { type: 'retried' }>,
): readonly OutboxEntry[] {
  const failed = entries.find((entry) => entry.clientId === clientId && entry.state === 'failed')
  if (!failed) return entries
  const again = newEntry({
    ...failed,
    clientId: newClientId ?? clientId,
    // It goes to the end: others may have left since.
    order: nextOrder(entries),
    createdAtMs: wallMs,
  })
  return [...entries.filter((entry) => entry !== failed), again]
}

function age(entries: readonly OutboxEntry[], wallMs: number): readonly OutboxEntry[] {
  const aged = mapChanged(entries, (entry) => expire(startNoLater(entry, wallMs), wallMs))
  const settled = aged.filter(({ state }) => state === 'settled')
  const forgotten = new Set(
    settled.filter(
      (entry, index) => index < settled.length - outboxLimits.ledger || isLedgerOver(entry, wallMs),
    ),
  )
  return forgotten.size > 0 ? aged.filter((entry) => !forgotten.has(entry)) : aged
}

/** A clock that was set back must not make anything last longer: what seems to be of tomorrow is of now. */
const startNoLater = (entry: OutboxEntry, wallMs: number): OutboxEntry =>
  entry.createdAtMs > wallMs || (entry.sentAtMs ?? 0) > wallMs
    ? {
        ...entry,
        createdAtMs: Math.min(entry.createdAtMs, wallMs),
        sentAtMs: entry.sentAtMs && Math.min(entry.sentAtMs, wallMs),
      }
    : entry

function expire(entry: OutboxEntry, wallMs: number): OutboxEntry {
  const isOld = wallMs - entry.createdAtMs > outboxLimits.keepMs
  if (entry.state !== 'queued' || !isOld) return entry
  return {
    ...entry,
    state: 'failed',
    failure: { code: 'expired', message: 'Written more than a day ago and not sent.' },
  }
}
