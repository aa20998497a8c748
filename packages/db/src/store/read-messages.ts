import type { Audience, MessagePage, Room } from '@shopbell/chat-core'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { messages, rooms } from '../schema/index.ts'
import { toMessage, visibleTo } from './message-row.ts'
import type { StoreContext } from './store-context.ts'

export interface MessageQuery {
  readonly roomId: string
  readonly audience: Audience
  readonly afterSeq?: number
  readonly beforeSeq?: number
  readonly limit: number
}

/** See `RoomStore.readMessages`: forwards from `afterSeq` if there is one, else backwards from `beforeSeq` or the end. */
export async function readMessages(
  { db }: StoreContext,
  query: MessageQuery,
): Promise<MessagePage> {
  const { roomId, audience, afterSeq, beforeSeq, limit } = query
  const forwards = afterSeq !== undefined
  const rows = await db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.roomId, roomId),
        visibleTo(audience),
        // Wider than a seq, so that one from outside may be any number.
        forwards ? sql`${messages.seq} > ${afterSeq}::bigint` : undefined,
        beforeSeq === undefined ? undefined : sql`${messages.seq} < ${beforeSeq}::bigint`,
      ),
    )
    .orderBy(forwards ? asc(messages.seq) : desc(messages.seq))
    .limit(limit + 1)
  const page = rows.slice(0, limit).map(toMessage)
  return { messages: forwards ? page : page.reverse(), hasMore: rows.length > limit }
}

const selectLastSeqs = sql`
  select id, last_seq as "lastSeq" from ${rooms} where id = any(${sql.placeholder('roomIds')}::uuid[])`

/** See `RoomStore.lastSeqs`. */
export async function readLastSeqs(
  database: Database,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (roomIds.length === 0) return new Map()
  const rows = await database.runPrepared<Pick<Room, 'id' | 'lastSeq'>>(selectLastSeqs, {
    roomIds: roomIds.map((id) => rooms.id.mapToDriverValue(id)),
  })
  return new Map(rows.map(({ id, lastSeq }) => [id, lastSeq]))
}
