'use client'

import { useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { useEffect, useEffectEvent, useState } from 'react'
import { useStore } from 'zustand'
import type { Refusal } from '@/chat/refusal'
import { Dialog } from '@/ui/dialog'
import { useAlerts } from './alerts/use-alerts.ts'
import { CustomerPanel } from './customer-panel.tsx'
import { feedInbox } from './inbox/inbox-feed.ts'
import { InboxList } from './inbox/inbox-list.tsx'
import { InboxTabs } from './inbox/inbox-tabs.tsx'
import { focusTabStop } from './inbox/use-row-focus.ts'
import { RoomDeck } from './room/room-deck.tsx'
import { AvailabilityMenu } from './shell/availability-menu.tsx'
import { ConnectionLine, ConnectionNotice } from './shell/connection-line.tsx'
import { type Ending, endingOf } from './shell/ending-of.ts'
import { Rail } from './shell/rail.tsx'
import { SupportEnded } from './shell/support-ended.tsx'
import { frame, listColumn } from './shell/support-frame.ts'
import { useIsPhone, useIsWide } from './shell/use-media.ts'
import { useShortcuts } from './shortcuts/use-shortcuts.ts'
import { useSupport } from './support-context.tsx'
import { goTo, useSupportPlace } from './support-url.ts'
import { useOpenRoom } from './use-open-room.ts'

/** The agent's whole screen: list, room, customer. */
export function SupportDesk() {
  const { roomId, filter } = useSupportPlace()
  const isPhone = useIsPhone()
  const isWide = useIsWide()
  const open = useOpenRoom()
  const [isPanelOpen, setPanelOpen] = useState(false)
  const ending = useInboxFeed(roomId, open)
  const back = () => goTo({ roomId: null, filter })
  useDeskKeys({ isPhone, back })
  /** On a phone an open room lies over the list, which keeps its scroll below it. */
  const isCovered = isPhone && roomId !== null

  if (ending) return <SupportEnded ending={ending} />
  return (
    <div className={frame}>
      <Rail inert={isCovered} />
      <main className="contents">
        <section aria-label="Inbox" inert={isCovered} className={listColumn}>
          <header className="px-4 pt-4 pb-2.5">
            <div className="mb-2.5 flex items-center gap-3">
              <h1 className="font-semibold text-[17px] tracking-tight">Inbox</h1>
              <ConnectionLine />
              <AvailabilityMenu />
            </div>
            <InboxTabs />
          </header>
          <InboxList onOpen={open} />
          <ConnectionNotice className="m-2 mt-0" />
        </section>
        <section
          aria-label="Room"
          className={clsx(
            'flex min-h-0 min-w-0 flex-col bg-surface max-[699.9px]:absolute max-[699.9px]:inset-0',
            !roomId && 'max-[699.9px]:invisible',
          )}
        >
          <RoomDeck roomId={roomId} onShowCustomer={() => setPanelOpen(!isWide)} onBack={back} />
        </section>
      </main>
      <CustomerPlace
        roomId={roomId}
        isWide={isWide}
        isOpen={isPanelOpen}
        onOpenChange={setPanelOpen}
      />
    </div>
  )
}

interface CustomerPlaceProps {
  roomId: string | null
  isWide: boolean
  isOpen: boolean
  onOpenChange: (open: boolean) => void
}

/** The customer beside the room where there is space, over it where there is not. */
function CustomerPlace({ roomId, isWide, isOpen, onOpenChange }: CustomerPlaceProps) {
  if (isWide)
    return (
      <aside
        aria-label="Customer"
        className="overflow-y-auto border-line border-s p-[18px] text-[13.5px]"
      >
        {roomId && <CustomerPanel roomId={roomId} />}
      </aside>
    )
  if (!roomId) return null
  return (
    <Dialog place="side" title="Customer" open={isOpen} onOpenChange={onOpenChange}>
      <CustomerPanel roomId={roomId} />
    </Dialog>
  )
}

/** Keeps the inbox live and tells of news. Answers why it ended for good, once it has. */
function useInboxFeed(roomId: string | null, onOpen: (roomId: string) => void): Ending | null {
  const { api, staff } = useSupport()
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const refusedCode = useStore(api.connection, (connection) => connection.refusedCode)
  const onChanged = useEffectEvent(useAlerts(roomId, onOpen))
  const agentId = staff.agent.id
  useEffect(
    () => feedInbox({ api, client, agentId, onChanged, onRefused: setRefusal }),
    [api, client, agentId],
  )
  return endingOf(refusal, refusedCode)
}

function useDeskKeys({ isPhone, back }: { isPhone: boolean; back: () => void }): void {
  const { roomId } = useSupportPlace()
  useShortcuts({
    'show-mine': () => goTo({ roomId, filter: 'mine' }),
    'show-waiting': () => goTo({ roomId, filter: 'waiting' }),
    'show-open': () => goTo({ roomId, filter: 'open' }),
    'show-closed': () => goTo({ roomId, filter: 'closed' }),
    leave() {
      const { activeElement } = document
      const isTyping = activeElement instanceof HTMLTextAreaElement
      if (isPhone && roomId && !isTyping) return back()
      if (isTyping) activeElement.blur()
      focusTabStop(document)
    },
  })
}
