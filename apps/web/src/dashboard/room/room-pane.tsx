'use client'

import type { RoomView } from '@shopbell/chat-core'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { MessageList } from '@/chat/message-list'
import type { RoomSessionState } from '@/chat/room-session'
import { TypingLine } from '@/chat/typing-line'
import { Button } from '@/ui/button'
import { showToast } from '@/ui/toast'
import { findRoom } from '../inbox/inbox-query.ts'
import { useSupport } from '../support-context.tsx'
import { usePageAttention } from '../use-page-attention.ts'
import { refusalWords } from './refusal-words.ts'
import { RoomFooter } from './room-footer.tsx'
import { RoomHeader } from './room-header.tsx'
import { type LiveRoom, useRoomSession } from './use-room-session.ts'

interface RoomPaneProps {
  roomId: string
  /** Whether this is the room on the screen, and not one kept behind it. */
  isInFront: boolean
  onShowCustomer: () => void
  onBack: () => void
}

/** One room: who it is with, all that was said, and the place to answer. */
export function RoomPane(props: RoomPaneProps) {
  const room = useRoomSession(props.roomId)
  return room && <LivePane {...props} room={room} />
}

function LivePane({ room, ...props }: RoomPaneProps & { room: LiveRoom }) {
  const { roomId, isInFront } = props
  const client = useQueryClient()
  const state = useStore(room.session.store)
  const { view, error } = state
  const known = view ?? findRoom(client, roomId)
  return (
    <>
      <RoomHeader
        roomId={roomId}
        customer={known?.customer ?? null}
        view={view}
        isInFront={isInFront}
        onShowCustomer={props.onShowCustomer}
        onBack={props.onBack}
      />
      {error && !view && <Refused {...refusalWords(error)} onRetry={() => room.session.retry()} />}
      {!error && !view && <LogSkeleton />}
      {view && (
        <>
          <RoomLog room={room} view={view} state={state} isInFront={isInFront} />
          <RoomFooter session={room.session} view={view} error={error} isInFront={isInFront} />
        </>
      )}
    </>
  )
}

interface RoomLogProps {
  room: LiveRoom
  view: RoomView
  state: RoomSessionState
  isInFront: boolean
}

function RoomLog({ room: { session, me }, view, state, isInFront }: RoomLogProps) {
  const { outbox } = useSupport()
  const [isAtEnd, setAtEnd] = useState(true)
  const hasAttention = usePageAttention()
  // Looking into somebody else's room, or into one before taking it, is not reading it for the shop.
  const isMineToRead = view.status !== 'waiting' && (view.assignee?.id ?? me.id) === me.id
  const isAttentive = isInFront && isAtEnd && hasAttention && isMineToRead
  useEffect(() => session.setAttentive(isAttentive), [session, isAttentive])

  const loadOlder = useCallback(() => {
    session.loadOlder().catch(() =>
      showToast({
        id: 'no-older',
        title: 'Earlier messages could not be read',
        description: 'Scroll up again in a moment.',
      }),
    )
  }, [session])

  return (
    <MessageList
      label={`Messages with ${view.customer.name}`}
      messages={view.messages}
      outgoing={state.outgoing}
      me={me}
      readSeq={state.signals?.reads.customerSeq ?? 0}
      hasOlder={view.hasOlder}
      isLoadingOlder={state.loadingOlder}
      onLoadOlder={loadOlder}
      onRetry={outbox.retry}
      onDiscard={outbox.discard}
      onAtEndChange={setAtEnd}
      end={<TypingLine names={state.typing.map((author) => author.name)} />}
    />
  )
}

function LogSkeleton() {
  return (
    <div
      role="status"
      aria-label="Opening the room"
      className="flex flex-1 flex-col justify-end gap-2 px-6 pb-10 opacity-100 transition-opacity delay-150 duration-[1ms] starting:opacity-0"
    >
      <span className="h-9 w-[46%] rounded-bubble bg-theirs" />
      <span className="h-9 w-[58%] rounded-bubble bg-theirs" />
      <span className="h-9 w-[40%] self-end rounded-bubble bg-accent-wash" />
    </div>
  )
}

function Refused(props: { title: string; description: string; onRetry: () => void }) {
  return (
    <div className="grid flex-1 place-content-center justify-items-center gap-1.5 px-6 text-center">
      <p className="font-semibold">{props.title}</p>
      <p className="max-w-[40ch] text-soft">{props.description}</p>
      <Button className="mt-3" onClick={props.onRetry}>
        Try again
      </Button>
    </div>
  )
}
