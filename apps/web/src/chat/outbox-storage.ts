import type { OutboxEntry } from './outbox-reducer.ts'

/** Where messages wait across reloads. Shared by the tabs of a browser. */
export interface OutboxStorage {
  /** In order of their keys, which is the order they were written in. */
  load(): readonly OutboxEntry[]
  put(entry: OutboxEntry): void
  remove(clientId: string): void
  /** Calls when another tab changed something. Returns the way out. */
  subscribe(onChange: () => void): () => void
}

/**
 * An outbox in localStorage, one item per message: tabs that write at once touch different items. Where storage is
 * full or forbidden the message is kept in memory, and waits for as long as the page lives.
 * @param identity whose messages these are; others do not see them
 */
export function createLocalOutboxStorage(identity: string): OutboxStorage {
  const prefix = `shopbell.outbox.${identity}.`
  const unsaved = new Map<string, OutboxEntry>()

  const savedKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix))

  const loadSaved = (): OutboxEntry[] => {
    try {
      return savedKeys().flatMap((key) => parseEntry(localStorage.getItem(key)))
    } catch {
      return []
    }
  }

  return {
    load: () =>
      [...loadSaved(), ...unsaved.values()].sort((a, b) => (a.clientId < b.clientId ? -1 : 1)),
    put(entry) {
      try {
        localStorage.setItem(prefix + entry.clientId, JSON.stringify(entry))
        unsaved.delete(entry.clientId)
      } catch {
        unsaved.set(entry.clientId, entry)
      }
    },
    remove(clientId) {
      unsaved.delete(clientId)
      try {
        localStorage.removeItem(prefix + clientId)
      } catch {
        // Forbidden storage holds nothing to remove.
      }
    },
    subscribe(onChange) {
      const listener = ({ key }: StorageEvent) => {
        if (key?.startsWith(prefix)) onChange()
      }
      window.addEventListener('storage', listener)
      return () => window.removeEventListener('storage', listener)
    },
  }
}

function parseEntry(json: string | null): OutboxEntry[] {
  try {
    const value: unknown = JSON.parse(json ?? '')
    return isEntry(value) ? [value] : []
  } catch {
    return []
  }
}

const isEntry = (value: unknown): value is OutboxEntry =>
  typeof value === 'object' &&
  value !== null &&
  'clientId' in value &&
  'lane' in value &&
  'body' in value &&
  'state' in value
