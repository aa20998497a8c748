/** The longest that anybody waits who might speak at the same moment as everybody else. */
export const SOON_MS = 500

/**
 * Calls whenever it is worth trying again at once: the browser is back online, or its tab is looked at. Within half a
 * second, each client at its own moment, so that an office that is back online does not speak with one voice.
 * Returns the way out.
 */
export function onGoodMoment(act: () => void, random: () => number = Math.random): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const actSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(act, random() * SOON_MS)
  }
  const actWhenSeen = () => {
    if (document.visibilityState === 'visible') actSoon()
  }
  window.addEventListener('online', actSoon)
  document.addEventListener('visibilitychange', actWhenSeen)
  return () => {
    clearTimeout(timer)
    window.removeEventListener('online', actSoon)
    document.removeEventListener('visibilitychange', actWhenSeen)
  }
}
