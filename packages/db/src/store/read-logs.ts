import type { LogQuery, Message } from '@shopbell/chat-core'
import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { messages, rooms } from '../schema/index.ts'
import { fromRawRow, type MessageRow } from './message-row.ts'

const COLUMNS =
  sql.raw(`room_id as "roomId", seq, thread_id as "threadId", kind, author_kind as "authorKind",
  author_id as "authorId", author_name as "authorName", client_id as "clientId", body, fact, created_at as "createdAt"`)

/**
 * See `RoomStore.readLogs`. Lateral, so that each query goes down the index by itself, whatever the planner thinks of
 * their number.
 */
export async function readLogs(
  database: Database,
  queries: readonly LogQuery[],
): Promise<readonly (readonly Message[])[]> {
  const logs: Message[][] = queries.map(() => [])
  if (queries.length === 0) return logs
  const roomIds = queries.map(({ roomId }) => rooms.id.mapToDriverValue(roomId))
  const afterSeqs = queries.map(({ afterSeq }) => afterSeq)
  const counts = queries.map(({ limit }) => limit)
  const rows = await database.runPrepared<MessageRow & { readonly query: number }>(sql`
    select asked.query::int - 1 as query, ${COLUMNS}
    from unnest(${sql.param(roomIds)}::uuid[], ${sql.param(afterSeqs)}::bigint[], ${sql.param(counts)}::int[])
      with ordinality as asked (room, after_seq, count, query)
    cross join lateral (
      select * from ${messages} where room_id = asked.room and seq > asked.after_seq order by seq limit asked.count
    ) as log
    order by asked.query, seq`)
  for (const { query, ...row } of rows) logs[query]?.push(fromRawRow(row))
  return logs
}
