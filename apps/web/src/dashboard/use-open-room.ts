import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { findRoom } from './inbox/inbox-query.ts'
import { wishFocus } from './room/focus-wish.ts'
import { useTakeRoom } from './room/use-room-actions.ts'
import { useMe } from './support-context.tsx'
import { goTo, useSupportPlace } from './support-url.ts'

/**
 * Opens a room because a person asked for it: the one way that takes a waiting room, unless the agent looks first.
 * An address that names a room only shows it.
 */
export function useOpenRoom(): (roomId: string) => void {
  const client = useQueryClient()
  const { filter } = useSupportPlace()
  const { previewFirst } = useMe()
  const take = useTakeRoom()

  return useCallback(
    (roomId: string) => {
      const room = findRoom(client, roomId)
      if (room?.status === 'waiting' && !previewFirst)
        take({ roomId, waitingSince: room.waitingSince })
      goTo({ roomId, filter })
      wishFocus(roomId)
    },
    [client, filter, previewFirst, take],
  )
}
