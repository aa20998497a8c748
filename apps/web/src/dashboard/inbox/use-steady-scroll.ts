import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'

type Rows = Virtualizer<HTMLDivElement, HTMLLIElement>

/**
 * Keeps the rows under the eyes where they are when others come or go above them. At the top the list shows what is
 * new instead. `ids` are the rows in order, each `rowHeightPx` high.
 */
export function useSteadyScroll(rows: Rows, ids: readonly string[], rowHeightPx: number): void {
  const before = useRef<readonly string[]>(ids)
  useLayoutEffect(() => {
    const offset = rows.scrollOffset ?? 0
    const topIndex = Math.floor(offset / rowHeightPx)
    const topId = before.current[topIndex]
    before.current = ids
    if (topIndex === 0 || topId === undefined) return
    const moved = ids.indexOf(topId) - topIndex
    if (moved !== 0 && ids.includes(topId)) rows.scrollToOffset(offset + moved * rowHeightPx)
  }, [rows, ids, rowHeightPx])
}
