import type { LogQuery, Message } from '@shopbell/chat-core'
import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { messages, rooms } from '../schema/index.ts'
import { fromRawRow, type MessageRow } from './message-row.ts'

const COLUMNS =
  sql.raw(`room_id as "roomId", seq, thread_id as "threadId", kind, author_kind as "authorKind",
  author_id as "authorId", author_name as "authorName", client_id as "clientId", body, fact, created_at as "createdAt"`)

/** Lateral, so that each query goes down the index by itself, whatever the planner thinks of their number. */
const selectLogs = sql`
  select asked.query::int - 1 as query, ${COLUMNS}
  from unnest(
    ${sql.placeholder('roomIds')}::uuid[], ${sql.placeholder('afterSeqs')}::bigint[], ${sql.placeholder('counts')}::int[]
  ) with ordinality as asked (room, after_seq, count, query)
  cross join lateral (
    select * from ${messages} where room_id = asked.room and seq > asked.after_seq order by seq limit asked.count
  ) as log
  order by asked.query, seq`

/** See `RoomStore.readLogs`. */
export async function readLogs(
  database: Database,
  queries: readonly LogQuery[],
): Promise<readonly (readonly Message[])[]> {
  const logs: Message[][] = queries.map(() => [])
  if (queries.length === 0) return logs
  const found = await database.runPrepared<MessageRow & { readonly query: number }>(selectLogs, {
    roomIds: queries.map(({ roomId }) => rooms.id.mapToDriverValue(roomId)),
    afterSeqs: queries.map(({ afterSeq }) => afterSeq),
    counts: queries.map(({ limit }) => limit),
  })
  for (const { query, ...row } of found) logs[query]?.push(fromRawRow(row))
  return logs
}
