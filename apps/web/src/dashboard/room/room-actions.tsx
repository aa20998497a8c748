'use client'

import type { RoomView } from '@shopbell/chat-core'
import { ArrowLeftRight, Check } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import { useMe } from '../support-context.tsx'
import { mayDo } from './room-rights.ts'
import { TransferDialog } from './transfer-dialog.tsx'
import { useCloseRoom, useReopenRoom, useTakeRoom } from './use-room-actions.ts'

/** On a phone the name needs the space: actions are icons there, words elsewhere. */
const compact = 'max-[699.9px]:w-10 max-[699.9px]:px-0'
const iconOnly = 'min-[700px]:hidden'
const wordOnly = 'max-[699.9px]:sr-only'

/** What this agent may do with the room now, each with its key; nothing that would be refused. */
export function RoomActions({ view, isInFront }: { view: RoomView; isInFront: boolean }) {
  const me = useMe()
  const [isTransferOpen, setTransferOpen] = useState(false)
  const take = useTakeRoom()
  const close = useCloseRoom()
  const reopen = useReopenRoom()
  const { roomId, status, waitingSince, customer } = view

  const may = (action: Parameters<typeof mayDo>[1]) => mayDo(me, action, view)
  const mayMove = status === 'open' ? may('room.transfer') : may('room.assign')
  const takeOrTransfer =
    status === 'waiting' ? () => take({ roomId, waitingSince }) : () => setTransferOpen(mayMove)
  const closeRoom = () => close.mutate({ roomId, customerName: customer.name })
  const reopenRoom = () => reopen.mutate({ roomId })

  const isClosed = status === 'closed'
  const canClose = !isClosed && may('room.close')
  const canReopen = isClosed && may('room.reopen')
  useShortcuts({
    ...(isInFront && !isClosed && { 'take-or-transfer': takeOrTransfer }),
    ...(isInFront && canClose && { close: closeRoom }),
    ...(isInFront && canReopen && { reopen: reopenRoom }),
  })

  return (
    <div className="flex shrink-0 gap-1.5">
      {!isClosed && mayMove && (
        <Button className={compact} onClick={() => setTransferOpen(true)}>
          <ArrowLeftRight size={18} aria-hidden="true" className={iconOnly} />
          <span className={wordOnly}>{status === 'open' ? 'Transfer' : 'Assign'}</span>
        </Button>
      )}
      {canClose && (
        <Button kind="primary" className={compact} disabled={close.isPending} onClick={closeRoom}>
          <Check size={18} aria-hidden="true" className={iconOnly} />
          <span className={wordOnly}>Close</span>
        </Button>
      )}
      {canReopen && (
        <Button disabled={reopen.isPending} onClick={reopenRoom}>
          Reopen
        </Button>
      )}
      <TransferDialog
        view={view}
        open={isTransferOpen && isInFront}
        onOpenChange={setTransferOpen}
      />
    </div>
  )
}
