import type { OutboxEntry } from '../outbox-reducer.ts'
import type { OutboxStorage } from '../outbox-storage.ts'

/** What the tabs of one browser share: the storage, which tells every tab but the one that wrote. */
export function createSharedStorage() {
  const entries = new Map<string, OutboxEntry>()
  const tabs = new Set<() => void>()

  const tellOthers = (own: () => void) => {
    for (const tab of tabs) if (tab !== own) queueMicrotask(tab)
  }

  const openTab = (): OutboxStorage => {
    let onChange: () => void = () => undefined
    const own = () => onChange()
    return {
      load: () => [...entries.values()].sort((a, b) => (a.clientId < b.clientId ? -1 : 1)),
      put(entry) {
        entries.set(entry.clientId, entry)
        tellOthers(own)
      },
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
