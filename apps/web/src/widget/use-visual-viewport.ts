import { type RefObject, useEffect } from 'react'

/** Keeps the element's `--viewport-height` and `--viewport-top` at what a phone's keyboard leaves of the screen. */
export function useVisualViewport(elementRef: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const viewport = window.visualViewport
    if (!viewport) return
    const update = () => {
      const style = elementRef.current?.style
      style?.setProperty('--viewport-height', `${viewport.height}px`)
      style?.setProperty('--viewport-top', `${viewport.offsetTop}px`)
    }
    update()
    viewport.addEventListener('resize', update)
    viewport.addEventListener('scroll', update)
    return () => {
      viewport.removeEventListener('resize', update)
      viewport.removeEventListener('scroll', update)
    }
  }, [elementRef])
}
