import { useSyncExternalStore } from 'react'

/** Below this the list and a room do not fit side by side; the style sheets say the same. */
const PHONE = '(max-width: 699.9px)'
/** From this on the customer has a panel of their own. */
const WIDE = '(min-width: 1100px)'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

export const useIsPhone = (): boolean => useMedia(PHONE)
export const useIsWide = (): boolean => useMedia(WIDE)
