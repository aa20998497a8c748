import { type Actor, accessRoom, type Room, type RoomStore } from '@shopbell/chat-core'
import { gathered } from './gathered.ts'

/** The room, for an actor who may view it. Throws `room_not_found`. */
export type ViewRoom = (actor: Actor, roomId: string) => Promise<Room>

const ROOMS_MAX = 1_000
const ANSWER_WITHIN_MS = 5_000

/** Asks for the rooms of one turn of the event loop in one query: many come back at once when a node was restarted. */
export function createViewRoom(store: Pick<RoomStore, 'findRooms'>): ViewRoom {
  const findRoom = gathered(
    { atOnceMax: ROOMS_MAX, withinMs: ANSWER_WITHIN_MS },
    async (roomIds: readonly string[]): Promise<readonly (Room | null)[]> => {
      const rooms = await store.findRooms([...new Set(roomIds)])
      const byId = new Map(rooms.map((room) => [room.id, room]))
      return roomIds.map((roomId) => byId.get(roomId) ?? null)
    },
  )
  return (actor, roomId) => accessRoom({ rooms: { findRoom } }, actor, { roomId })
}
