import { useMutation, useMutationState } from '@tanstack/react-query'
import { toRefusal } from '@/chat/refusal'
import { showToast } from '@/ui/toast'
import { useSupport } from '../support-context.tsx'
import { wishFocus } from './focus-wish.ts'
import { refusalWords } from './refusal-words.ts'

const TAKE = ['room', 'take'] as const

/** A room at one stretch of waiting, so that taking it now is not mistaken for taking it later again. */
export interface WaitingRoom {
  readonly roomId: string
  readonly waitingSince: string | null
}

const tellRefusal = (error: unknown, { roomId }: { roomId: string }): void =>
  showToast({ id: `refused-${roomId}`, ...refusalWords(toRefusal(error)) })

/**
 * Takes a waiting room and then moves the focus to where it is answered; whoever was quicker is named. The room's own
 * stream shows what became of it.
 */
export function useTakeRoom(): (room: WaitingRoom) => void {
  const { api } = useSupport()
  return useMutation({
    mutationKey: TAKE,
    mutationFn: ({ roomId }: WaitingRoom) => api.trpc.room.accept.mutate({ roomId }),
    onSuccess: (_, { roomId }) => wishFocus(roomId),
    onError: tellRefusal,
  }).mutate
}

/** Whether this screen is taking the room, or has and the room has not said so yet. */
export function useIsTaking({ roomId, waitingSince }: WaitingRoom): boolean {
  const taken = useMutationState({
    filters: {
      mutationKey: TAKE,
      predicate: ({ state }) => state.status === 'pending' || state.status === 'success',
    },
    select: ({ state }) => state.variables as WaitingRoom,
  })
  return taken.some((room) => room.roomId === roomId && room.waitingSince === waitingSince)
}

export function useReopenRoom() {
  const { api } = useSupport()
  return useMutation({
    mutationFn: ({ roomId }: { roomId: string }) => api.trpc.room.reopen.mutate({ roomId }),
    onError: tellRefusal,
  })
}

/** Closes without asking, and offers the way back. */
export function useCloseRoom() {
  const { api } = useSupport()
  const { mutate: reopen } = useReopenRoom()
  return useMutation({
    mutationFn: ({ roomId }: { roomId: string; customerName: string }) =>
      api.trpc.room.close.mutate({ roomId }),
    onSuccess: (_, { roomId, customerName }) =>
      showToast({
        id: `closed-${roomId}`,
        title: `Closed: ${customerName}`,
        action: { label: 'Reopen', run: () => reopen({ roomId }) },
      }),
    onError: tellRefusal,
  })
}

export type TransferTarget = { readonly agentId: string } | { readonly groupId: string }

export interface Transfer {
  readonly roomId: string
  readonly target: TransferTarget
  /** For the next owner; its key makes a repeated transfer one transfer. */
  readonly note: { readonly clientId: string; readonly body: string } | null
  /** A waiting room is assigned by a manager; an open one is transferred. */
  readonly isWaiting: boolean
}

export function useTransferRoom() {
  const { api } = useSupport()
  return useMutation({
    mutationFn: ({ roomId, target, note, isWaiting }: Transfer) =>
      isWaiting && 'agentId' in target
        ? api.trpc.room.assign.mutate({ roomId, agentId: target.agentId })
        : api.trpc.room.transfer.mutate({ roomId, ...target, ...(note && { note }) }),
    onError: tellRefusal,
  })
}
