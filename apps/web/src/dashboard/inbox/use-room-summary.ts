import type { RoomSummary } from '@shopbell/chat-core'
import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { findRoom } from './inbox-query.ts'

/** The newest that the inbox knows of a room, live; undefined for one that no list has shown yet. */
export function useRoomSummary(roomId: string): RoomSummary | undefined {
  const client = useQueryClient()
  return useSyncExternalStore(
    (listener) => client.getQueryCache().subscribe(notifyManager.batchCalls(listener)),
    () => findRoom(client, roomId),
  )
}
