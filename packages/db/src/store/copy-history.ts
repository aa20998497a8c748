import type { Message, RoomState } from '@shopbell/chat-core'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { messages, ratings, rooms, threads } from '../schema/index.ts'
import { toMessage } from './message-row.ts'
import type { StoreContext } from './store-context.ts'

/**
 * Copies threads (as closed ones), ratings and messages of one locked room behind those of another. The seqs of
 * `from` are dense from 1, so adding the other's last seq keeps them so. What the anonymous customer wrote becomes the
 * customer's of `into`, so that a late repetition is recognised. A key that `into` has already is replaced.
 */
async function insertCopies({ db }: StoreContext, from: RoomState, into: RoomState): Promise<void> {
  const fromId = sql`${from.room.id}::uuid`
  const intoId = sql`${into.room.id}::uuid`
  await db.execute(sql`
    with copies as materialized (
      select id as original_id, gen_random_uuid() as copy_id from ${threads} where room_id = ${fromId}
    ), copied_threads as (
      insert into ${threads} (id, room_id, number, status, agent_id, group_id, opened_at, closed_at)
      select copy_id, ${intoId},
        number + (select coalesce(max(number), 0) from ${threads} where room_id = ${intoId}),
        'closed', agent_id, group_id, opened_at, coalesce(closed_at, ${from.now}::timestamptz)
      from copies join ${threads} on id = original_id
    ), copied_ratings as (
      insert into ${ratings} (thread_id, score, created_at)
      select copy_id, score, created_at from copies join ${ratings} on thread_id = original_id
    )
    insert into ${messages}
      (room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body, fact, created_at)
    select ${intoId}, seq + ${into.room.lastSeq}::int, copy_id, kind, author_kind,
      case author_kind when 'customer' then ${into.room.customer.id}::uuid else author_id end, author_name,
      case when exists (
        select from ${messages} as own where own.room_id = ${intoId} and own.client_id = sent.client_id
      ) then gen_random_uuid()::text else sent.client_id end,
      body, fact, created_at
    from ${messages} as sent join copies on original_id = thread_id where sent.room_id = ${fromId}`)
}

/** Copies the history and moves the room's own marks behind it. Answers the copies, ascending by seq. */
export async function copyHistory(
  context: StoreContext,
  from: RoomState,
  into: RoomState,
): Promise<readonly Message[]> {
  await insertCopies(context, from, into)
  const { db } = context
  const { id, lastSeq } = into.room
  const newest = sql`(select id from ${threads} where room_id = ${rooms.id} order by number desc limit 1)`
  await db
    .update(rooms)
    .set({ threadId: newest, lastSeq: lastSeq + from.room.lastSeq })
    .where(eq(rooms.id, id))
  const rows = await db
    .select()
    .from(messages)
    .where(and(eq(messages.roomId, id), gt(messages.seq, lastSeq)))
    .orderBy(asc(messages.seq))
  return rows.map(toMessage)
}
