'use client'

import clsx from 'clsx'
import { useState } from 'react'
import { keepRecent } from './keep-recent.ts'
import { NoRoom } from './no-room.tsx'
import { RoomPane } from './room-pane.tsx'

/** Rooms in work at once: kept live, so that going back is instant and finds the scroll where it was. */
const KEPT_ROOMS = 6

interface RoomDeckProps {
  /** null while none is open. */
  roomId: string | null
  onShowCustomer: () => void
  onBack: () => void
}

/** The open room, with the ones before it kept behind it. */
export function RoomDeck({ roomId, onShowCustomer, onBack }: RoomDeckProps) {
  const [kept, setKept] = useState<readonly string[]>([])
  const next = roomId === null ? kept : keepRecent(kept, roomId, KEPT_ROOMS)
  if (next !== kept) setKept(next)

  return (
    <div className="relative grid min-h-0 min-w-0 flex-1">
      {roomId === null && <NoRoom />}
      {/* In the order of their ids: an element that moves in the page loses its scroll. */}
      {[...next].sort().map((id) => (
        <div
          key={id}
          inert={id !== roomId}
          className={clsx(
            'absolute inset-0 flex flex-col bg-surface',
            id !== roomId && 'invisible',
          )}
        >
          <RoomPane
            roomId={id}
            isInFront={id === roomId}
            onShowCustomer={onShowCustomer}
            onBack={onBack}
          />
        </div>
      ))}
    </div>
  )
}
