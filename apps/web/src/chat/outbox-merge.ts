import type { OutboxEntry } from './outbox-reducer.ts'

/**
 * What this tab shows after another one may have changed the storage. What is stored wins where it went on without
 * this tab; a committed message stays until this tab has seen it in the log.
 * @param abandonedLane a lane in which nobody sends: attempts that storage shows as running died with their tab
 */
export function mergeStored(
  entries: readonly OutboxEntry[],
  stored: readonly OutboxEntry[],
  { abandonedLane }: { abandonedLane?: string },
): readonly OutboxEntry[] {
  const revived = stored.map(
    (entry): OutboxEntry =>
      entry.state === 'sending' && entry.lane === abandonedLane
        ? { ...entry, state: 'queued', dueAtMs: 0 }
        : entry,
  )
  const storedById = new Map(revived.map((entry) => [entry.clientId, entry]))
  const kept = entries.flatMap((own) => {
    const other = storedById.get(own.clientId)
    if (own.state === 'sent' || (other && !hasGoneOn(own, other))) return own
    return other ?? []
  })
  const known = new Set(entries.map(({ clientId }) => clientId))
  return [...kept, ...revived.filter(({ clientId }) => !known.has(clientId))]
}

/** Waits are each tab's own to cut short, so they say nothing about which of two is newer. */
const hasGoneOn = (own: OutboxEntry, other: OutboxEntry): boolean =>
  other.state !== own.state || other.attempts !== own.attempts
