import type { OutboxEntry } from './outbox-entry.ts'

/** A message as it is stored. Waits are durations there: the clock they end by starts anew with each page. */
export type StoredEntry = Omit<OutboxEntry, 'dueAtMs' | 'heldUntilMs' | 'isUnsaved'> & {
  readonly waitMs: number
  readonly heldMs: number
}

/** @param nowMs the page's own clock */
export function toStored(entry: OutboxEntry, nowMs: number): StoredEntry {
  const { dueAtMs, heldUntilMs, isUnsaved: _, ...rest } = entry
  return {
    ...rest,
    waitMs: Math.max(0, dueAtMs - nowMs),
    heldMs: Math.max(0, heldUntilMs - nowMs),
  }
}

/** @param nowMs the page's own clock */
export function fromStored({ waitMs, heldMs, ...rest }: StoredEntry, nowMs: number): OutboxEntry {
  return { ...rest, dueAtMs: nowMs + waitMs, heldUntilMs: nowMs + heldMs, isUnsaved: false }
}
