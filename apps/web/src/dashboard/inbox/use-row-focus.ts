import { type RefObject, useState } from 'react'
import { flushSync } from 'react-dom'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'

interface RowFocus {
  /** The row that Tab stops at; -1 in an empty list. */
  readonly index: number
  /** Tells that a row got the focus by other means. */
  focused(roomId: string | undefined): void
  /** Moves the focus by `step` rows, through `reveal`, which brings a row into view. */
  move(step: number, reveal: (index: number) => void): void
}

/**
 * One tab stop for the whole list, moved by keys: on the row that had the focus last, else on the room that is open,
 * else on the first.
 */
export function useRowFocus(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
  openRoomId: string | null,
): RowFocus {
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const index = tabStopOf(ids, [focusedId, openRoomId])
  return {
    index,
    focused: (roomId) => setFocusedId(roomId ?? null),
    move(step, reveal) {
      const isOnRow = list.current?.contains(document.activeElement)
      const isFirstMove = !isOnRow && (openRoomId === null || !ids.includes(openRoomId))
      const next = Math.min(Math.max(index + (isFirstMove ? 0 : step), 0), ids.length - 1)
      const roomId = ids[next]
      if (roomId === undefined) return
      reveal(next)
      // The row may be out of view and so not exist yet.
      flushSync(() => setFocusedId(roomId))
      focusTabStop(list.current)
    },
  }
}

/** Puts the focus on the row that Tab would stop at. */
export const focusTabStop = (list: ParentNode | null): void =>
  list?.querySelector<HTMLElement>('[data-room-id][tabindex="0"]')?.focus({ preventScroll: true })

function tabStopOf(ids: readonly string[], wanted: readonly (string | null)[]): number {
  const found = wanted.map((id) => (id === null ? -1 : ids.indexOf(id))).find((at) => at >= 0)
  return found ?? (ids.length > 0 ? 0 : -1)
}

/** J and K, and the arrows on a row. */
export function useRowKeys({ move }: RowFocus, reveal: (index: number) => void): void {
  useShortcuts({
    'next-room': () => move(1, reveal),
    'previous-room': () => move(-1, reveal),
  })
}
