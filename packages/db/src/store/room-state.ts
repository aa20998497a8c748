import type { ChangeLookups, Message, Room, RoomState, Thread } from '@shopbell/chat-core'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { queryRows } from '../database.ts'
import { messages, rooms, threads } from '../schema/index.ts'
import { findLoad } from './agent-load.ts'
import { findRoom } from './find-room.ts'
import { toMessage } from './message-row.ts'
import type { StoreContext } from './store-context.ts'
import { selectThreads, toThread } from './thread-row.ts'

/**
 * Waits for whoever writes in these rooms, then keeps others out until commit. By id, so that two never wait for each
 * other.
 */
export async function lockRooms({ db }: StoreContext, roomIds: readonly string[]): Promise<void> {
  await db
    .select({ id: rooms.id })
    .from(rooms)
    .where(inArray(rooms.id, [...roomIds]))
    .orderBy(rooms.id)
    .for('no key update')
    .prepare('lock_rooms')
    .execute()
}

async function findNewestThread({ db }: StoreContext, roomId: string): Promise<Thread | null> {
  const isNewest = sql`${threads.id} = (select ${rooms.threadId} from ${rooms} where ${eq(rooms.id, roomId)})`
  const [row] = await selectThreads(db).where(isNewest).prepare('newest_thread').execute()
  return row ? toThread(row) : null
}

async function findSent(
  { db }: StoreContext,
  roomId: string,
  clientId: string | undefined,
): Promise<Message | null> {
  if (clientId === undefined) return null
  const isSent = and(eq(messages.roomId, roomId), eq(messages.clientId, clientId))
  const [row] = await db.select().from(messages).where(isSent).prepare('find_sent').execute()
  return row ? toMessage(row) : null
}

async function readClock({ db, now }: StoreContext): Promise<string> {
  const [row] = await queryRows<{ now: string }>(db, sql`select ${now}::timestamptz(3) as now`)
  if (!row) throw new Error('select answered no row.')
  return new Date(row.now).toISOString()
}

const waitedMs = ({ waitingSince }: Room, now: string): number =>
  waitingSince === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(waitingSince))

/** A locked room as a decision sees it. Read after the lock: what was read before may be out of date by now. */
export async function readRoomState(
  context: StoreContext,
  roomId: string,
  { clientId, ownerId }: ChangeLookups = {},
): Promise<RoomState | null> {
  const [room, thread, sent, load, now] = await Promise.all([
    findRoom(context, roomId),
    findNewestThread(context, roomId),
    findSent(context, roomId, clientId),
    findLoad(context, ownerId),
    readClock(context),
  ])
  return room && { room, thread, sent, load, now, waitedMs: waitedMs(room, now) }
}
