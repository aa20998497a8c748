import { limits, type RoomSummary } from '@shopbell/chat-core'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { agents, customers, groups, messages, readCursors, rooms } from '../schema/index.ts'
import { type RoomRow, toRoom } from './room-row.ts'
import type { StoreContext } from './store-context.ts'

/** How far the owner has read; in a room that nobody owns, the agent who has read furthest. */
const readByStaff = sql`(
  select coalesce(max(${readCursors.seq}), 0) from ${readCursors}
  where ${readCursors.roomId} = ${rooms.id} and ${readCursors.readerKind} = 'agent'
    and (${rooms.assigneeId} is null or ${readCursors.readerId} = ${rooms.assigneeId}))`

const unreadCount = sql<number>`(
  select count(*)::int from ${messages}
  where ${messages.roomId} = ${rooms.id} and ${messages.kind} = 'text'
    and ${messages.authorKind} = 'customer' and ${messages.seq} > ${readByStaff})`

/** Rooms with what a list shows of them. */
export function selectSummaries(db: Queryable) {
  const last = db
    .select({
      authorKind: messages.authorKind,
      authorName: messages.authorName,
      excerpt: sql<string>`left(${messages.body}, ${limits.excerptMaxChars})`.as('excerpt'),
      createdAt: messages.createdAt,
    })
    .from(messages)
    .where(and(eq(messages.roomId, rooms.id), eq(messages.kind, 'text')))
    .orderBy(desc(messages.seq))
    .limit(1)
    .as('last')
  return db
    .select({
      rooms,
      customers,
      groups,
      agents,
      unreadCount,
      lastMessage: { ...last._.selectedFields },
    })
    .from(rooms)
    .innerJoin(customers, eq(customers.id, rooms.customerId))
    .innerJoin(groups, eq(groups.id, rooms.groupId))
    .leftJoin(agents, eq(agents.id, rooms.assigneeId))
    .leftJoinLateral(last, sql`true`)
    .$dynamic()
}

export interface SummaryRow extends RoomRow {
  readonly unreadCount: number
  readonly lastMessage: RoomSummary['lastMessage']
}

export function toSummary(row: SummaryRow): RoomSummary {
  const { createdAt: _, ...room } = toRoom(row)
  return { ...room, lastMessage: row.lastMessage, unreadCount: row.unreadCount }
}

/** See `RoomStore.summaries`. In the order of the ids. */
export async function findSummaries(
  { db }: StoreContext,
  roomIds: readonly string[],
): Promise<readonly RoomSummary[]> {
  if (roomIds.length === 0) return []
  const rows = await selectSummaries(db).where(inArray(rooms.id, [...roomIds]))
  const found = new Map(rows.map((row) => [row.rooms.id, toSummary(row)]))
  return roomIds.flatMap((id) => found.get(id) ?? [])
}
