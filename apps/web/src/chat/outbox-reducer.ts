import type { SendKind } from '@shopbell/chat-core'
import { fullJitterMs } from './backoff.ts'
import type { Refusal } from './refusal.ts'

/**
 * A message on its way out. `queued` waits its turn or its next attempt, `sending` has an attempt running, `sent` is
 * committed and only waits to be seen in the log, `failed` waits for its author to decide.
 */
export interface OutboxEntry {
  /** The retry key, UUIDv7: minted once, so that every attempt is the same message to the server. */
  readonly clientId: string
  /** Messages of one lane leave one after the other. A room's id, or `OWN_LANE`. */
  readonly lane: string
  readonly kind: SendKind
  readonly body: string
  /** By this browser's clock, for showing and for giving up; never for order. */
  readonly createdAtMs: number
  readonly state: 'queued' | 'sending' | 'sent' | 'failed'
  readonly attempts: number
  /** No attempt before this time of this browser's clock. */
  readonly dueAtMs: number
  /** The part of that wait which the server asked for: nothing cuts it short. */
  readonly heldUntilMs: number
  /** Its place in the room's log, once committed. */
  readonly seq: number | null
  readonly failure: OutboxFailure | null
}

export interface OutboxFailure {
  readonly code: Refusal['code'] | 'expired'
  readonly message: string
}

/** The lane of a customer, who has one room for ever and none before the first message. */
export const OWN_LANE = 'own'

export const outboxLimits = { entries: 50, keepMs: 24 * 60 * 60 * 1_000 } as const

const RETRY_BACKOFF = { baseMs: 500, maxMs: 20_000 }

export type OutboxAction =
  | { readonly type: 'submitted'; readonly entry: OutboxEntry }
  | { readonly type: 'attempted'; readonly clientId: string }
  | { readonly type: 'committed'; readonly clientId: string; readonly seq: number }
  | {
      readonly type: 'refused'
      readonly clientId: string
      readonly refusal: Refusal
      readonly nowMs: number
      /** In [0, 1): the jitter, drawn by the caller so that this stays a function. */
      readonly random: number
    }
  /** The author asks for another try, under `newClientId` if the server refused the old key's message. */
  | {
      readonly type: 'retried'
      readonly clientId: string
      readonly newClientId: string | null
      /** It is said again now, and has another day to arrive. */
      readonly nowMs: number
    }
  /** It left: seen in the log, or discarded by its author. */
  | { readonly type: 'removed'; readonly clientId: string }
  /** Whatever waits for its next attempt may go now, unless the server asked it to wait. */
  | { readonly type: 'woken' }
  | { readonly type: 'aged'; readonly nowMs: number }

/**
 * One step of the outbox. Pure; an action about an unknown entry, or one that its state does not allow, changes
 * nothing, so a late answer to a settled message is harmless. Order is the order of submission.
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
      return patch(entries, action.clientId, 'sending', () => ({ state: 'sent', seq: action.seq }))
    case 'refused':
      return patch(entries, action.clientId, 'sending', (entry) => afterRefusal(entry, action))
    case 'retried':
      return retry(entries, action)
    case 'removed':
      return entries.filter(({ clientId }) => clientId !== action.clientId)
    case 'woken':
      return mapChanged(entries, wakeUp)
    case 'aged':
      return mapChanged(entries, (entry) => expire(entry, action.nowMs))
  }
}

/** A message before its first attempt. */
export const newEntry = (
  draft: Pick<OutboxEntry, 'clientId' | 'lane' | 'kind' | 'body' | 'createdAtMs'>,
): OutboxEntry => ({
  ...draft,
  state: 'queued',
  attempts: 0,
  dueAtMs: 0,
  heldUntilMs: 0,
  seq: null,
  failure: null,
})

/** The first message of the lane that still has to go; the ones behind it wait for it. */
export const headOfLane = (entries: readonly OutboxEntry[], lane: string): OutboxEntry | null =>
  entries.find((entry) => entry.lane === lane && isPending(entry)) ?? null

/** The message of the lane to send now; null while one is in flight or none is due. */
export function nextToSend(
  entries: readonly OutboxEntry[],
  lane: string,
  nowMs: number,
): OutboxEntry | null {
  const head = headOfLane(entries, lane)
  return head && head.state === 'queued' && head.dueAtMs <= nowMs ? head : null
}

export const isOutboxFull = (entries: readonly OutboxEntry[]): boolean =>
  entries.filter(({ state }) => state !== 'sent').length >= outboxLimits.entries

/** A refused message needs a new key: the server may hold the old one against it. */
export const needsNewKey = ({ failure }: OutboxEntry): boolean => failure?.code !== 'expired'

const isPending = ({ state }: OutboxEntry) => state === 'queued' || state === 'sending'

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

function retry(
  entries: readonly OutboxEntry[],
  { clientId, newClientId, nowMs }: Extract<OutboxAction, { type: 'retried' }>,
): readonly OutboxEntry[] {
  const failed = entries.find((entry) => entry.clientId === clientId && entry.state === 'failed')
  if (!failed) return entries
  const { lane, kind, body } = failed
  const key = newClientId ?? clientId
  const again = newEntry({ clientId: key, lane, kind, body, createdAtMs: nowMs })
  // It goes to the end: others may have left since.
  return [...entries.filter((entry) => entry !== failed), again]
}

function expire(entry: OutboxEntry, nowMs: number): OutboxEntry {
  const isOld = nowMs - entry.createdAtMs > outboxLimits.keepMs
  if (entry.state !== 'queued' || !isOld) return entry
  return {
    ...entry,
    state: 'failed',
    failure: { code: 'expired', message: 'Not sent within a day.' },
  }
}
