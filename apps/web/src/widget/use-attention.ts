import { useEffect } from 'react'

/** Tells whether somebody looks at the end of the list: the page is visible, has the focus, and the end is in view. */
export function useAttention(isAtEnd: boolean, tell: (isLooking: boolean) => void): void {
  useEffect(() => {
    const update = () =>
      tell(isAtEnd && document.visibilityState === 'visible' && document.hasFocus())
    update()
    window.addEventListener('focus', update)
    window.addEventListener('blur', update)
    document.addEventListener('visibilitychange', update)
    return () => {
      window.removeEventListener('focus', update)
      window.removeEventListener('blur', update)
      document.removeEventListener('visibilitychange', update)
    }
  }, [isAtEnd, tell])
}
