import {
  type ChangeLookups,
  entersLine,
  groupNotFound,
  type Room,
  type RoomChange,
  type RoomDecision,
  type RoomState,
} from '@shopbell/chat-core'
import { eq } from 'drizzle-orm'
import { groups } from '../schema/index.ts'
import { lockAgent } from './agent-load.ts'
import { applyDecision } from './apply-decision.ts'
import { offerRoom } from './offer-room.ts'
import { lockRooms, readRoomState } from './room-state.ts'
import type { StoreContext } from './store-context.ts'

/**
 * GR-3: whoever deletes a group waits for the rooms that come into it, and none comes after that. A lock on the key, as
 * a foreign key takes: who routes the group's line holds one that does not mind it, and may be waiting for this room.
 */
async function requireGroupInUse(
  { db }: StoreContext,
  room: Room,
  { groupId }: RoomDecision,
): Promise<void> {
  if (groupId === room.group.id) return
  const [group] = await db
    .select({ deletedAt: groups.deletedAt })
    .from(groups)
    .where(eq(groups.id, groupId))
    .for('key share')
  if (group?.deletedAt) throw groupNotFound()
}

/** See `RoomStore.changeRoom`. */
export function changeRoom(
  { db, now }: StoreContext,
  decide: (state: RoomState) => RoomDecision | null,
  { roomId, ...lookups }: ChangeLookups & { readonly roomId: string },
): Promise<RoomChange | null> {
  return db.transaction(async (tx) => {
    const context = { db: tx, now }
    if (lookups.ownerId) await lockAgent(context, lookups.ownerId, 'wait')
    await lockRooms(context, [roomId])
    const state = await readRoomState(context, roomId, lookups)
    if (!state) return null
    const decision = decide(state)
    if (!decision) return { room: state.room, messages: [] }
    await requireGroupInUse(context, state.room, decision)
    const change = await applyDecision(context, state, decision)
    return entersLine(decision) ? offerRoom(context, change) : change
  })
}
