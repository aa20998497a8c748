'use client'

import { limits, type RoomView } from '@shopbell/chat-core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { v7 as uuidV7 } from 'uuid'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { availabilityNames } from '../shell/availability-menu.tsx'
import { agentsKey, groupsKey, useSupport } from '../support-context.tsx'
import { TransferOption } from './transfer-option.tsx'
import { type TransferTarget, useTransferRoom } from './use-room-actions.ts'

interface TransferDialogProps {
  view: RoomView
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Hands the room to an agent, or to the line of a group, with a word for whoever takes over. */
export function TransferDialog({ view, open, onOpenChange }: TransferDialogProps) {
  const verb = view.status === 'open' ? 'Transfer' : 'Assign'
  return (
    <Dialog title={`${verb} ${view.customer.name}`} open={open} onOpenChange={onOpenChange}>
      <TransferForm view={view} verb={verb} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

function TransferForm(props: { view: RoomView; verb: string; onDone: () => void }) {
  const { view, verb, onDone } = props
  const isOpen = view.status === 'open'
  const { agents, groups } = useTargets(view)
  const { mutate, isPending } = useTransferRoom()
  const [target, setTarget] = useState<TransferTarget | null>(null)
  const [clientId] = useState(() => uuidV7())

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!target) return
    const body = String(new FormData(event.currentTarget).get('note') ?? '').trim()
    const note = body ? { clientId, body } : null
    const isWaiting = view.status === 'waiting'
    mutate({ roomId: view.roomId, target, note, isWaiting }, { onSuccess: onDone })
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <fieldset className="max-h-[max(12rem,40dvh)] overflow-y-auto">
        <legend className="mb-1 text-faint text-xs">To an agent</legend>
        {agents?.length === 0 && <p className="py-1.5 text-soft">Nobody else answers chats yet.</p>}
        {agents?.map(({ id, name, availability }) => (
          <TransferOption
            key={id}
            party={{ id, name }}
            detail={availabilityNames[availability]}
            onChoose={() => setTarget({ agentId: id })}
          />
        ))}
        {isOpen && (
          <>
            <p className="mt-3 mb-1 text-faint text-xs">To the line of a group</p>
            {groups?.map((group) => (
              <TransferOption
                key={group.id}
                party={group}
                onChoose={() => setTarget({ groupId: group.id })}
              />
            ))}
          </>
        )}
      </fieldset>
      {isOpen && (
        <label className="grid gap-1">
          <span className="text-faint text-xs">Note for the team, if it helps</span>
          <textarea
            name="note"
            rows={3}
            dir="auto"
            maxLength={limits.bodyMaxChars}
            className="resize-none rounded-row border border-note-line bg-note px-3 py-2 text-base"
          />
        </label>
      )}
      <Button kind="primary" type="submit" disabled={!target || isPending} className="min-h-10">
        {verb}
      </Button>
    </form>
  )
}

/** Everybody the room can go to; read when the dialog opens, agents kept up to date by the inbox stream. */
function useTargets(view: RoomView) {
  const { api } = useSupport()
  const agents = useQuery({ queryKey: agentsKey, queryFn: () => api.trpc.agent.list.query() })
  const groups = useQuery({
    queryKey: groupsKey,
    queryFn: () => api.trpc.group.list.query(),
  })
  return {
    agents: agents.data?.filter((agent) => agent.id !== view.assignee?.id),
    groups: groups.data,
  }
}
