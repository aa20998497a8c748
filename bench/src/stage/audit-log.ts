import type { Sql } from 'postgres'
import type { Outcome } from '../client/scenario.ts'

interface RoomLog {
  readonly roomId: string
  readonly lastSeq: number
  readonly rows: number
  readonly keys: number
  readonly first: number
  readonly last: number
}

/**
 * Compares what the database holds with what was acknowledged: as many rows, each key once, seqs dense from 1, and the
 * counter of the room where the log ends. @param schema whose tables the run wrote
 * @returns what is wrong; empty for a log that kept its promises
 */
export async function auditLog(
  sql: Sql,
  schema: 'public' | 'shop',
  { acked }: Outcome,
  seededPerRoom: number,
): Promise<readonly string[]> {
  const logs = await sql<RoomLog[]>`
    select rooms.id as "roomId", last_seq as "lastSeq", count(seq)::int as rows, count(distinct client_id)::int as keys,
      coalesce(min(seq), 1) as first, coalesce(max(seq), 0) as last
    from ${sql(schema)}.rooms left join ${sql(schema)}.messages on messages.room_id = rooms.id
    where rooms.id = any(${Object.keys(acked)}::uuid[])
    group by rooms.id`
  return logs.flatMap(({ roomId, lastSeq, rows, keys, first, last }) => {
    const expected = seededPerRoom + (acked[roomId] ?? 0)
    const isWhole = rows === expected && keys === rows && first === 1 && last === rows
    if (isWhole && lastSeq === last) return []
    return `${roomId}: ${expected} were acknowledged; the log has ${rows} rows from ${first} to ${last}, ${keys} keys, and the room says ${lastSeq}`
  })
}

/** The same for ejabberd, which archives a copy for each side and numbers nothing. */
export async function auditArchive(sql: Sql, { acked }: Outcome): Promise<readonly string[]> {
  const [archive] = await sql<{ rows: number }[]>`select count(*)::int as rows from archive`
  const expected = 2 * Object.values(acked).reduce((sum, count) => sum + count, 0)
  if (archive?.rows === expected) return []
  return [`The archive has ${archive?.rows} rows; it should have ${expected}`]
}
