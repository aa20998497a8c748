'use client'

import type { Party, RoomView } from '@shopbell/chat-core'
import { ArrowLeft, Info } from 'lucide-react'
import { Avatar } from '@/ui/avatar'
import { IconButton } from '@/ui/icon-button'
import { formatWait } from '../inbox/format-wait.ts'
import { useConnectionWords } from '../shell/connection-line.tsx'
import { useIsPhone } from '../shell/use-media.ts'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import { useMe } from '../support-context.tsx'
import { useNow } from '../use-now.ts'
import { RoomActions } from './room-actions.tsx'

const SECOND_MS = 1_000

interface RoomHeaderProps {
  roomId: string
  /** null until anything is known of the room. */
  customer: Party | null
  view: RoomView | null
  isInFront: boolean
  onShowCustomer: () => void
  onBack: () => void
}

/** Who the room is with, how it stands, and what can be done with it. */
export function RoomHeader(props: RoomHeaderProps) {
  const { customer, view, isInFront, onShowCustomer, onBack } = props
  // A phone shows either the list or the room, and the list says this for the others.
  const connection = useConnectionWords()
  const trouble = useIsPhone() && connection
  useShortcuts(isInFront ? { customer: onShowCustomer } : {})
  return (
    <header className="flex min-h-16 items-center gap-2.5 border-line border-b ps-5 pe-3 max-[699.9px]:gap-1.5 max-[699.9px]:px-2">
      <IconButton label="Back to the list" className="min-[700px]:hidden" onClick={onBack}>
        <ArrowLeft size={20} aria-hidden="true" className="rtl:-scale-x-100" />
      </IconButton>
      <span className="max-[699.9px]:hidden">
        {customer && <Avatar id={customer.id} name={customer.name} />}
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold text-[15px]">
          <bdi>{customer?.name}</bdi>
        </h2>
        <p className="min-h-[18px] truncate text-[12.5px] text-faint tabular-nums">
          {trouble || (view && <StatusLine view={view} />)}
        </p>
      </div>
      {view && <RoomActions view={view} isInFront={isInFront} />}
      <IconButton
        label="About the customer"
        hotkey="I"
        className="min-[1100px]:hidden"
        onClick={onShowCustomer}
      >
        <Info size={19} aria-hidden="true" />
      </IconButton>
    </header>
  )
}

function StatusLine({ view: { status, assignee, waitingSince } }: { view: RoomView }) {
  const me = useMe()
  if (status === 'closed') return 'Closed'
  if (status === 'waiting') return <Waiting since={waitingSince} />
  return (
    <>
      Open with <bdi>{assignee?.id === me.id ? 'you' : assignee?.name}</bdi>
    </>
  )
}

function Waiting({ since }: { since: string | null }) {
  const now = useNow(SECOND_MS)
  return since ? `Waiting ${formatWait(now - Date.parse(since))}` : 'Waiting'
}
