import { compareEntries, type OutboxEntry } from './outbox-entry.ts'
import { fromStored, type StoredEntry } from './stored-entry.ts'

export interface MergeOptions {
  /** A lane in which nobody sends: attempts that storage shows as running died with their tab. */
  readonly abandonedLane?: string
  /** The page's own clock. */
  readonly nowMs: number
}

/**
 * What this tab shows after another one may have changed the storage. What is stored wins where it went on without
 * this tab; a committed message stays until this tab has seen it in the log, or another has found it missing there.
 */
export function mergeStored(
  entries: readonly OutboxEntry[],
  stored: readonly StoredEntry[],
  { abandonedLane, nowMs }: MergeOptions,
): readonly OutboxEntry[] {
  const own = new Map(entries.map((entry) => [entry.clientId, entry]))
  const adopted = stored.map((other) => {
    const known = own.get(other.clientId)
    if (other.state === 'sending' && other.lane === abandonedLane) return revive(other, nowMs)
    if (known && !hasGoneOn(known, other)) return known
    const entry = fromStored(other, nowMs)
    // That another tab has seen it in the log does not put it on this screen.
    return known && entry.state === 'settled' ? { ...entry, state: 'sent' as const } : entry
  })
  const storedIds = new Set(stored.map(({ clientId }) => clientId))
  const unseen = entries.filter(
    ({ state, clientId }) => state === 'sent' && !storedIds.has(clientId),
  )
  return [...adopted, ...unseen].sort(compareEntries)
}

const revive = (other: StoredEntry, nowMs: number): OutboxEntry => ({
  ...fromStored(other, nowMs),
  state: 'queued',
  dueAtMs: 0,
})

function hasGoneOn(own: OutboxEntry, other: StoredEntry): boolean {
  // Whether the log shows it is for each tab to see; that the log lost it is not.
  if (own.state === 'sent' || own.state === 'settled') return other.sentAtMs === null
  return other.state !== own.state || other.attempts !== own.attempts
}
