'use client'

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { shortcutListAttribute } from '../shortcuts/shortcuts.ts'
import { useMe } from '../support-context.tsx'
import { hrefOf, useSupportPlace } from '../support-url.ts'
import { InboxEmpty, InboxFailed } from './inbox-notice.tsx'
import { useInbox } from './inbox-query.ts'
import { InboxRow } from './inbox-row.tsx'
import { InboxSkeleton } from './inbox-skeleton.tsx'
import { useRowFocus, useRowKeys } from './use-row-focus.ts'
import { useSteadyScroll } from './use-steady-scroll.ts'

const ROW_HEIGHT_PX = 62
const OVERSCAN_ROWS = 8
/** How close to its end the list asks for the next page. */
const PAGE_AHEAD_ROWS = 15

/** The rooms of the current filter; only the rows in view exist, so ten thousand are as quick as ten. */
export function InboxList({ onOpen }: { onOpen: (roomId: string) => void }) {
  const { roomId, filter } = useSupportPlace()
  const me = useMe()
  const { rooms, state, hasMore, loadMore, show, retry } = useInbox(filter)
  const scroller = useRef<HTMLDivElement>(null)
  const ids = useMemo(() => rooms.map((room) => room.id), [rooms])
  const focus = useRowFocus(scroller, ids, roomId)

  const rows = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: rooms.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: OVERSCAN_ROWS,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    rangeExtractor: (range) => withFocusedRow(defaultRangeExtractor(range), focus.index),
  })
  const items = rows.getVirtualItems()
  useSteadyScroll(rows, ids, ROW_HEIGHT_PX)
  useRowKeys(focus, (index) => rows.scrollToIndex(index))

  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastShown > rooms.length - PAGE_AHEAD_ROWS) loadMore()
    show(items.flatMap(({ index }) => ids[index] ?? []))
  })

  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pt-1 pb-4"
    >
      {state === 'loading' && <InboxSkeleton />}
      {state === 'failed' && <InboxFailed onRetry={retry} />}
      {state === 'ready' && rooms.length === 0 && <InboxEmpty filter={filter} />}
      {rooms.length > 0 && (
        <ul
          aria-label="Rooms"
          onFocus={({ target }) => focus.focused(target.dataset['roomId'])}
          {...{ [shortcutListAttribute]: '' }}
          className="relative"
          style={{ height: rows.getTotalSize() }}
        >
          {items.map(({ index, key, start }) => {
            const room = rooms[index]
            return (
              room && (
                <li
                  key={key}
                  aria-posinset={index + 1}
                  aria-setsize={hasMore ? -1 : rooms.length}
                  className="absolute inset-x-0 top-0"
                  style={{ height: ROW_HEIGHT_PX, transform: `translateY(${start}px)` }}
                >
                  <InboxRow
                    room={room}
                    myName={me.name}
                    href={hrefOf({ roomId: room.id, filter })}
                    isSelected={room.id === roomId}
                    isTabStop={index === focus.index}
                    onOpen={onOpen}
                  />
                </li>
              )
            )
          })}
        </ul>
      )}
    </div>
  )
}

/** The row that has the focus stays in the page, or the focus would be lost when it scrolls out of view. */
function withFocusedRow(indexes: readonly number[], focused: number): number[] {
  if (focused < 0 || indexes.includes(focused)) return [...indexes]
  // In the order of the list, which is the order that screen readers and Tab follow.
  return [...indexes, focused].sort((a, b) => a - b)
}
