import type { ChangeLookups, RoomChange, RoomDecision, RoomState } from '@shopbell/chat-core'
import { lockAgent } from './agent-load.ts'
import { applyDecision } from './apply-decision.ts'
import { lockRooms, readRoomState } from './room-state.ts'
import type { StoreContext } from './store-context.ts'

/** See `RoomStore.changeRoom`. */
export function changeRoom(
  { db, now }: StoreContext,
  decide: (state: RoomState) => RoomDecision | null,
  { roomId, ...lookups }: ChangeLookups & { readonly roomId: string },
): Promise<RoomChange | null> {
  return db.transaction(async (tx) => {
    const context = { db: tx, now }
    if (lookups.ownerId) await lockAgent(context, lookups.ownerId)
    await lockRooms(context, [roomId])
    const state = await readRoomState(context, roomId, lookups)
    if (!state) return null
    const decision = decide(state)
    return decision ? applyDecision(context, state, decision) : { room: state.room, messages: [] }
  })
}
