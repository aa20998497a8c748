import { useSyncExternalStore } from 'react'

const EVENTS = ['focus', 'blur'] as const

function subscribe(listener: () => void): () => void {
  for (const event of EVENTS) window.addEventListener(event, listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    for (const event of EVENTS) window.removeEventListener(event, listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

const isVisible = (): boolean => document.visibilityState === 'visible'

/** Whether this tab is the one somebody looks at and works in. */
export const usePageAttention = (): boolean =>
  useSyncExternalStore(subscribe, () => isVisible() && document.hasFocus())

/** Whether the tab is out of sight altogether. */
export const isPageHidden = (): boolean => !isVisible()
