import type { RoomChange, RoomDecision, RoomJoin, RoomState } from '@shopbell/chat-core'
import { eq } from 'drizzle-orm'
import { rooms } from '../schema/index.ts'
import { applyDecision } from './apply-decision.ts'
import { copyHistory } from './copy-history.ts'
import { lockRooms, readRoomState } from './room-state.ts'
import type { StoreContext } from './store-context.ts'

async function applyToInto(
  context: StoreContext,
  { from, into }: RoomJoin<RoomState>,
  decision: RoomDecision,
): Promise<RoomChange> {
  const copies = await copyHistory(context, from, into)
  const state = await readRoomState(context, into.room.id)
  if (!state) throw new Error('A locked room is gone.')
  const change = await applyDecision(context, { ...state, now: into.now }, decision)
  return { room: change.room, messages: [...copies, ...change.messages] }
}

async function applyToFrom(
  context: StoreContext,
  { from, into }: RoomJoin<RoomState>,
  decision: RoomDecision,
): Promise<RoomChange> {
  const { room, messages } = await applyDecision(context, from, decision)
  const joinedInto = into.room.id
  await context.db.update(rooms).set({ joinedInto }).where(eq(rooms.id, room.id))
  return { room: { ...room, joinedInto }, messages }
}

/** See `RoomStore.joinRooms`. */
export function joinRooms(
  { db, now }: StoreContext,
  ids: RoomJoin<string>,
  decide: (from: RoomState, into: RoomState) => RoomJoin<RoomDecision> | null,
): Promise<RoomJoin<RoomChange> | null> {
  return db.transaction(async (tx) => {
    const context = { db: tx, now }
    await lockRooms(context, [ids.from, ids.into])
    const from = await readRoomState(context, ids.from)
    const into = await readRoomState(context, ids.into)
    const decision = from && into && decide(from, into)
    if (!decision) return null
    return {
      into: await applyToInto(context, { from, into }, decision.into),
      from: await applyToFrom(context, { from, into }, decision.from),
    }
  })
}
