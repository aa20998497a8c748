import type { Room, Thread } from '@shopbell/chat-core'
import { asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { groups, rooms, threads } from '../schema/index.ts'
import { selectRooms, toRoom } from './room-row.ts'
import type { StoreContext } from './store-context.ts'
import { selectThreads, toThread } from './thread-row.ts'

async function findOne({ db }: StoreContext, condition: SQL): Promise<Room | null> {
  const [row] = await selectRooms(db).where(condition).prepare('find_room').execute()
  return row ? toRoom(row) : null
}

export const findRoom = (context: StoreContext, roomId: string): Promise<Room | null> =>
  findOne(context, eq(rooms.id, roomId))

/** See `RoomStore.findRooms`. */
export async function findRooms(
  { db }: StoreContext,
  roomIds: readonly string[],
): Promise<readonly Room[]> {
  if (roomIds.length === 0) return []
  const rows = await selectRooms(db).where(inArray(rooms.id, [...roomIds]))
  const found = new Map(rows.map((row) => [row.rooms.id, toRoom(row)]))
  return roomIds.flatMap((id) => found.get(id) ?? [])
}

export const findRoomOfCustomer = (
  context: StoreContext,
  customerId: string,
): Promise<Room | null> => findOne(context, eq(rooms.customerId, customerId))

/** RM-1. Of two callers at once the second one's insert does nothing, and both read the same row. */
export async function getOrCreateRoom(context: StoreContext, customerId: string): Promise<Room> {
  const existing = await findRoomOfCustomer(context, customerId)
  if (existing) return existing
  const { db, now } = context
  await db.execute(sql`
    insert into ${rooms} (customer_id, group_id, created_at, updated_at)
    select ${sql.param(customerId, rooms.customerId)}, ${groups.id}, ${now}, ${now}
    from ${groups} where ${groups.isDefault}
    on conflict (customer_id) do nothing`)
  const created = await findRoomOfCustomer(context, customerId)
  if (!created) throw new Error('The database has no default group.')
  return created
}

/** In the order in which the room got them. */
export async function findThreads(
  { db }: StoreContext,
  roomId: string,
): Promise<readonly Thread[]> {
  const rows = await selectThreads(db)
    .where(eq(threads.roomId, roomId))
    .orderBy(asc(threads.number))
  return rows.map(toThread)
}
