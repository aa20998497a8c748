import { compareEntries } from '../outbox-entry.ts'
import type { OutboxStorage } from '../outbox-storage.ts'
import type { StoredEntry } from '../stored-entry.ts'

/** What the tabs of one browser share: the storage, which tells every tab but the one that wrote. */
export function createSharedStorage() {
  const entries = new Map<string, StoredEntry>()
  const tabs = new Set<() => void>()

  const tellOthers = (own: () => void) => {
    for (const tab of tabs) if (tab !== own) queueMicrotask(tab)
  }

  const openTab = (): OutboxStorage => {
    let onChange: () => void = () => undefined
    const own = () => onChange()
    return {
      load: () => [...entries.values()].sort(compareEntries),
      put(entry) {
        entries.set(entry.clientId, entry)
        tellOthers(own)
        return true
      },
      has: (clientId) => entries.has(clientId),
      remove(clientId) {
        entries.delete(clientId)
        tellOthers(own)
      },
      subscribe(listener) {
        onChange = listener
        tabs.add(own)
        return () => tabs.delete(own)
      },
    }
  }
  return { entries, openTab }
}
