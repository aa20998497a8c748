'use client'

import type { RoomView } from '@shopbell/chat-core'
import { useRef } from 'react'
import { Button } from '@/ui/button'
import { useMe } from '../support-context.tsx'
import { useWishedFocus } from './focus-wish.ts'
import { mayDo } from './room-rights.ts'
import { useTakeRoom } from './use-room-actions.ts'

interface TakeBarProps {
  view: RoomView
  isInFront: boolean
}

/** A waiting room, looked at before it is taken. Nothing but this button, or T, takes it. */
export function TakeBar({ view, isInFront }: TakeBarProps) {
  const me = useMe()
  const take = useTakeRoom()
  const button = useRef<HTMLButtonElement>(null)
  const { roomId, waitingSince } = view
  useWishedFocus(button, { roomId, isInFront, isTextField: false })
  return (
    <div className="flex min-h-16 items-center justify-between gap-3 bg-waiting px-5 py-3 text-waiting-ink">
      <p>
        <bdi>{view.customer.name}</bdi> is waiting. Take the chat to answer.
      </p>
      {mayDo(me, 'room.accept', view) && (
        <Button
          ref={button}
          kind="primary"
          className="min-h-10 shrink-0"
          onClick={() => take({ roomId, waitingSince })}
        >
          Take chat
        </Button>
      )}
    </div>
  )
}
