import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Closer to the end than this counts as being there. */
const END_SLACK_PX = 40

interface StickToEnd {
  readonly scrollerRef: RefObject<HTMLDivElement | null>
  readonly contentRef: RefObject<HTMLDivElement | null>
  /** Whether the end of the list is in view. */
  readonly isAtEnd: boolean
  /** Pass to the scroller's `onScroll`. */
  readonly onScroll: () => void
  readonly scrollToEnd: () => void
}

/**
 * Keeps a growing list where its reader wants it: at the end while they are there, and still when earlier messages
 * come in above (`firstKey` changes) or the room for the list changes. The scroller needs `overflow-anchor: none`, or
 * the browser would correct the same jump a second time.
 */
export function useStickToEnd(firstKey: string | undefined): StickToEnd {
  const scrollerRef = useRef<HTMLDivElement>(null)
  const contentRef = useRef<HTMLDivElement>(null)
  const sticks = useRef(true)
  const seen = useRef({ firstKey, height: 0, viewHeight: 0 })
  const [isAtEnd, setAtEnd] = useState(true)

  /** Goes to the end if that is where the reader is, and remembers the layout it did it in. */
  const settle = useCallback(() => {
    const scroller = scrollerRef.current
    if (!scroller) return
    if (sticks.current) scroller.scrollTop = scroller.scrollHeight
    seen.current.height = scroller.scrollHeight
    seen.current.viewHeight = scroller.clientHeight
  }, [])

  const onScroll = useCallback(() => {
    const scroller = scrollerRef.current
    if (!scroller) return
    const { scrollHeight, clientHeight, scrollTop } = scroller
    const { height, viewHeight } = seen.current
    // The layout moved the list, not its reader.
    if (scrollHeight !== height || clientHeight !== viewHeight) return settle()
    sticks.current = scrollHeight - clientHeight - scrollTop <= END_SLACK_PX
    setAtEnd(sticks.current)
  }, [settle])

  const scrollToEnd = useCallback(() => {
    sticks.current = true
    setAtEnd(true)
    settle()
  }, [settle])

  // After every render: what came in above must push nothing down, and the end must stay in view.
  useLayoutEffect(() => {
    const scroller = scrollerRef.current
    if (!scroller) return
    const wasPrepended = seen.current.firstKey && seen.current.firstKey !== firstKey
    if (wasPrepended && !sticks.current) {
      scroller.scrollTop += scroller.scrollHeight - seen.current.height
    }
    seen.current.firstKey = firstKey
    settle()
  })

  useEffect(() => {
    const observer = new ResizeObserver(settle)
    for (const element of [scrollerRef.current, contentRef.current]) {
      if (element) observer.observe(element)
    }
    return () => observer.disconnect()
  }, [settle])

  return { scrollerRef, contentRef, isAtEnd, onScroll, scrollToEnd }
}
