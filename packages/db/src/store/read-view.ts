import type { Audience, RoomView } from '@shopbell/chat-core'
import { and, desc, eq, sql } from 'drizzle-orm'
import { messages, ratings, rooms } from '../schema/index.ts'
import { toMessage, visibleTo } from './message-row.ts'
import { selectRooms, toRoom } from './room-row.ts'
import type { StoreContext } from './store-context.ts'

/**
 * See `RoomStore.readView`. One statement, because one statement sees one snapshot: the room comes once with each
 * of its newest messages, or alone.
 */
export async function readView(
  { db }: StoreContext,
  roomId: string,
  { audience, limit }: { readonly audience: Audience; readonly limit: number },
): Promise<RoomView | null> {
  const newest = db
    .select()
    .from(messages)
    .where(and(eq(messages.roomId, rooms.id), visibleTo(audience)))
    .orderBy(desc(messages.seq))
    .limit(limit + 1)
    .as('newest')
  const rows = await selectRooms(db)
    .leftJoin(ratings, eq(ratings.threadId, rooms.threadId))
    .leftJoinLateral(newest, sql`true`)
    .where(eq(rooms.id, roomId))
    .orderBy(desc(newest.seq))
  const [first] = rows
  if (!first) return null
  const { id, customer, status, assignee, waitingSince, lastSeq } = toRoom(first)
  const shown = rows.slice(0, limit).flatMap((row) => (row.newest ? [toMessage(row.newest)] : []))
  return {
    roomId: id,
    customer,
    status,
    assignee,
    waitingSince,
    rating: first.ratings?.score ?? null,
    messages: shown.reverse(),
    cursor: lastSeq,
    hasOlder: rows.length > limit,
  }
}
