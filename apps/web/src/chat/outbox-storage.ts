import { compareEntries } from './outbox-entry.ts'
import type { StoredEntry } from './stored-entry.ts'

/** Where messages wait across reloads. Shared by the tabs of a browser. */
export interface OutboxStorage {
  /** In order of submission. */
  load(): readonly StoredEntry[]
  /** Answers whether it will be there after a reload; if not it is kept for as long as the page lives. */
  put(entry: StoredEntry): boolean
  has(clientId: string): boolean
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
  const unsaved = new Map<string, StoredEntry>()

  const savedKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix))

  const loadSaved = (): StoredEntry[] => {
    try {
      return savedKeys().flatMap((key) => parseEntry(localStorage.getItem(key)))
    } catch {
      return []
    }
  }

  const isSaved = (clientId: string): boolean => {
    try {
      return localStorage.getItem(prefix + clientId) !== null
    } catch {
      return false
    }
  }

  return {
    load() {
      const saved = loadSaved().filter(({ clientId }) => !unsaved.has(clientId))
      return [...saved, ...unsaved.values()].sort(compareEntries)
    },
    put(entry) {
      try {
        localStorage.setItem(prefix + entry.clientId, JSON.stringify(entry))
        unsaved.delete(entry.clientId)
        return true
      } catch {
        unsaved.set(entry.clientId, entry)
        return false
      }
    },
    has: (clientId) => unsaved.has(clientId) || isSaved(clientId),
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
        // Without a key, everything was cleared.
        if (key === null || key.startsWith(prefix)) onChange()
      }
      window.addEventListener('storage', listener)
      return () => window.removeEventListener('storage', listener)
    },
  }
}

function parseEntry(json: string | null): StoredEntry[] {
  try {
    const value: unknown = JSON.parse(json ?? '')
    return isEntry(value) ? [value] : []
  } catch {
    return []
  }
}

const isEntry = (value: unknown): value is StoredEntry =>
  typeof value === 'object' &&
  value !== null &&
  'clientId' in value &&
  'lane' in value &&
  'body' in value &&
  'state' in value &&
  'order' in value
