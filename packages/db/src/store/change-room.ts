import type { RoomChange, RoomDecision, RoomState } from '@shopbell/chat-core'
import { applyDecision } from './apply-decision.ts'
import { lockRooms, readRoomState } from './room-state.ts'
import type { StoreContext } from './store-context.ts'

/** See `RoomStore.changeRoom`. */
export function changeRoom(
  { db, now }: StoreContext,
  decide: (state: RoomState) => RoomDecision | null,
  { roomId, clientId }: { readonly roomId: string; readonly clientId?: string | undefined },
): Promise<RoomChange | null> {
  return db.transaction(async (tx) => {
    const context = { db: tx, now }
    await lockRooms(context, [roomId])
    const state = await readRoomState(context, roomId, clientId)
    if (!state) return null
    const decision = decide(state)
    return decision ? applyDecision(context, state, decision) : { room: state.room, messages: [] }
  })
}
