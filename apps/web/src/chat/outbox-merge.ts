import type { OutboxEntry } from './outbox-reducer.ts'

/**
 * What this tab shows after another one changed the storage. Storage wins, except over an attempt this tab has
 * running and over a committed message, which stays until this tab has seen it in the log.
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
  const kept = entries.flatMap((entry) =>
    entry.state === 'sent' ? entry : (storedById.get(entry.clientId) ?? []),
  )
  const known = new Set(entries.map(({ clientId }) => clientId))
  return [...kept, ...revived.filter(({ clientId }) => !known.has(clientId))]
}
