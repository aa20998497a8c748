import type { SendKind } from '@shopbell/chat-core'
import type { Refusal } from './refusal.ts'

/**
 * A message on its way out. `queued` waits its turn or its next attempt, `sending` has an attempt running, `sent` is
 * committed and waits to be seen in the log, `settled` was seen there and is kept a while in case the log loses it,
 * `failed` waits for its author to decide.
 */
export interface OutboxEntry {
  /** The retry key, UUIDv7: minted once, so that every attempt is the same message to the server. */
  readonly clientId: string
  /** Messages of one lane leave one after the other. A room's id, or `OWN_LANE`. */
  readonly lane: string
  readonly kind: SendKind
  readonly body: string
  /** Its place in the order of submission, whatever clocks say: greater than that of every message known before it. */
  readonly order: number
  /** By this browser's clock, for showing and for giving up; never for order. */
  readonly createdAtMs: number
  readonly state: 'queued' | 'sending' | 'sent' | 'settled' | 'failed'
  readonly attempts: number
  /** No attempt before this time of the page's own clock, which nobody can set (`performance.now`). */
  readonly dueAtMs: number
  /** The part of that wait which the server asked for: nothing cuts it short. */
  readonly heldUntilMs: number
  /** Its place in the room's log, once committed. */
  readonly seq: number | null
  /** When it was known to be committed, by this browser's clock. */
  readonly sentAtMs: number | null
  readonly failure: OutboxFailure | null
  /** The browser would not store it: it waits for as long as the page lives, and the author is told. */
  readonly isUnsaved: boolean
}

export interface OutboxFailure {
  readonly code: Refusal['code'] | 'expired'
  readonly message: string
}

/** The lane of a customer, who has one room for ever and none before the first message. */
export const OWN_LANE = 'own'

export const outboxLimits = {
  /** Messages of one lane that still have to go. */
  entries: 50,
  /** After this a message is not sent unasked any more. */
  keepMs: 24 * 60 * 60 * 1_000,
  /** How many settled messages are kept, and for how long after they were sent. */
  ledger: 50,
  ledgerMs: 10 * 60 * 1_000,
} as const

/** A message before its first attempt. */
export const newEntry = ({
  clientId,
  lane,
  kind,
  body,
  order,
  createdAtMs,
}: Pick<
  OutboxEntry,
  'clientId' | 'lane' | 'kind' | 'body' | 'order' | 'createdAtMs'
>): OutboxEntry => ({
  clientId,
  lane,
  kind,
  body,
  order,
  createdAtMs,
  state: 'queued',
  attempts: 0,
  dueAtMs: 0,
  heldUntilMs: 0,
  seq: null,
  sentAtMs: null,
  failure: null,
  isUnsaved: false,
})

/** The place of the next message: after all that are known. */
export const nextOrder = (entries: readonly OutboxEntry[]): number =>
  entries.reduce((last, { order }) => Math.max(last, order), 0) + 1

/** Order of submission; two tabs may take the same place at the same moment, and must still agree. */
export const compareEntries = (
  a: Pick<OutboxEntry, 'order' | 'clientId'>,
  b: Pick<OutboxEntry, 'order' | 'clientId'>,
): number => a.order - b.order || (a.clientId < b.clientId ? -1 : 1)

/** What a lane shows as on its way: all but what its log has shown. */
export const outgoingOf = (entries: readonly OutboxEntry[], lane: string): readonly OutboxEntry[] =>
  entries.filter((entry) => entry.lane === lane && entry.state !== 'settled')

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

export const isLaneFull = (entries: readonly OutboxEntry[], lane: string): boolean =>
  entries.filter((entry) => entry.lane === lane && !isCommitted(entry)).length >=
  outboxLimits.entries

/** The server has it, as far as anybody told. */
export const isCommitted = ({ state }: Pick<OutboxEntry, 'state'>): boolean =>
  state === 'sent' || state === 'settled'

/** A refused message needs a new key: the server may hold the old one against it. */
export const needsNewKey = ({ failure }: OutboxEntry): boolean => failure?.code !== 'expired'

const isPending = ({ state }: OutboxEntry) => state === 'queued' || state === 'sending'

/** Whether a committed message has been kept for as long as a failover may lose it. */
export const isLedgerOver = ({ sentAtMs }: Pick<OutboxEntry, 'sentAtMs'>, wallMs: number) =>
  sentAtMs !== null && wallMs - sentAtMs > outboxLimits.ledgerMs
