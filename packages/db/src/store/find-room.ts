import type { Room, Thread } from '@shopbell/chat-core'
import { asc, eq, sql } from 'drizzle-orm'
import { groups, rooms, threads } from '../schema/index.ts'
import { preparedOn } from './prepared-on.ts'
import { selectRooms, toRoom } from './room-row.ts'
import type { StoreContext } from './store-context.ts'
import { selectThreads, toThread } from './thread-row.ts'

const placeholder = (name: string) => sql.param(sql.placeholder(name), rooms.id)

const selectById = preparedOn((db) =>
  selectRooms(db)
    .where(sql`${rooms.id} = ${placeholder('roomId')}`)
    .prepare('find_room'),
)

const selectOfCustomer = preparedOn((db) =>
  selectRooms(db)
    .where(sql`${rooms.customerId} = ${placeholder('customerId')}`)
    .prepare('find_room_of_customer'),
)

const selectByIds = preparedOn((db) =>
  selectRooms(db)
    .where(sql`${rooms.id} = any(${sql.placeholder('roomIds')}::uuid[])`)
    .prepare('find_rooms'),
)

export async function findRoom({ db }: StoreContext, roomId: string): Promise<Room | null> {
  const [row] = await selectById(db).execute({ roomId })
  return row ? toRoom(row) : null
}

/** See `RoomStore.findRooms`. */
export async function findRooms(
  { db }: StoreContext,
  roomIds: readonly string[],
): Promise<readonly Room[]> {
  if (roomIds.length === 0) return []
  const ids = roomIds.map((id) => rooms.id.mapToDriverValue(id))
  const rows = await selectByIds(db).execute({ roomIds: ids })
  const found = new Map(rows.map((row) => [row.rooms.id, toRoom(row)]))
  return roomIds.flatMap((id) => found.get(id) ?? [])
}

export async function findRoomOfCustomer(
  { db }: StoreContext,
  customerId: string,
): Promise<Room | null> {
  const [row] = await selectOfCustomer(db).execute({ customerId })
  return row ? toRoom(row) : null
}

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
