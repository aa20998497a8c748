const KEY = 'shopbell.signed-out'

/** Tells the other tabs of this browser that the person at the screen has left. */
export function tellOtherTabs(): void {
  try {
    localStorage.setItem(KEY, String(Date.now()))
    localStorage.removeItem(KEY)
  } catch {
    // Tabs that share no storage share no drafts either; the server ends their streams.
  }
}

/** Calls when somebody signed out in another tab. Returns the way out. */
export function onSignOutElsewhere(leave: () => void): () => void {
  const listener = ({ key, newValue }: StorageEvent) => {
    if (key === KEY && newValue !== null) leave()
  }
  window.addEventListener('storage', listener)
  return () => window.removeEventListener('storage', listener)
}
