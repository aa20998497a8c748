import type { RoomFact } from '@shopbell/chat-core'
import type { Sql } from 'postgres'
import { intentOfBody } from '../clients/outbox.ts'
import { entryKey } from './entry-key.ts'

/** An entry of the log as the table has it. */
export interface LogEntry {
  readonly seq: number
  readonly key: number
  readonly kind: 'text' | 'note' | 'system'
  readonly clientId: string | null
  /** Which message of which author its words say it is; null for one that no outbox wrote. */
  readonly says: { readonly n: number; readonly authorId: string } | null
  readonly fact: RoomFact | null
}

export interface RoomTable {
  readonly roomId: string
  readonly lastSeq: number
  readonly status: 'waiting' | 'open' | 'closed'
  readonly assigneeId: string | null
  readonly log: readonly LogEntry[]
}

/** What the database says when everything has come to rest. */
export interface Tables {
  readonly rooms: ReadonlyMap<string, RoomTable>
  /** Agents who own more open rooms than they may. */
  readonly overCapacity: readonly { readonly agentId: string; readonly rooms: number }[]
}

interface MessageRow {
  readonly seq: number
  readonly kind: LogEntry['kind']
  readonly authorId: string | null
  readonly clientId: string | null
  readonly body: string | null
  readonly fact: RoomFact | null
}

const toEntry = ({ fact, ...row }: MessageRow): LogEntry => ({
  seq: row.seq,
  key: entryKey({ ...row, factType: fact?.type ?? null }),
  kind: row.kind,
  clientId: row.clientId,
  says: row.body === null ? null : intentOfBody(row.body),
  fact,
})

/** Reads every room, one at a time: a log is long. */
export async function readTables(sql: Sql): Promise<Tables> {
  const rooms = new Map<string, RoomTable>()
  const heads = await sql<Omit<RoomTable, 'log'>[]>`
    select id as "roomId", last_seq as "lastSeq", status, assignee_id as "assigneeId" from rooms where last_seq > 0`
  for (const head of heads) {
    const rows = await sql<MessageRow[]>`
      select seq, kind, author_id as "authorId", client_id as "clientId", body, fact
      from messages where room_id = ${head.roomId} order by seq`
    rooms.set(head.roomId, { ...head, log: rows.map(toEntry) })
  }
  return { rooms, overCapacity: await readOverCapacity(sql) }
}

async function readOverCapacity(sql: Sql): Promise<Tables['overCapacity']> {
  const [known] = await sql`
    select from information_schema.columns where table_name = 'agents' and column_name = 'capacity'`
  if (!known) return []
  return sql<{ agentId: string; rooms: number }[]>`
    select agents.id as "agentId", count(*)::int as rooms
    from agents join rooms on rooms.assignee_id = agents.id and rooms.status = 'open'
    where capacity is not null group by agents.id having count(*) > capacity`
}
