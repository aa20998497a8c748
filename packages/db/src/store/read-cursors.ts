import { type Reader, type ReadState, type RoomMark, roomNotFound } from '@shopbell/chat-core'
import { eq, inArray, sql } from 'drizzle-orm'
import type { Database, Queryable } from '../database.ts'
import { readCursors, rooms } from '../schema/index.ts'

const greatestOf = (kind: Reader['kind']) =>
  sql<number>`coalesce(max(${readCursors.seq}) filter (where ${readCursors.readerKind} = ${kind}), 0)`

export async function readReadState(db: Queryable, roomId: string): Promise<ReadState> {
  const [row] = await db
    .select({ customerSeq: greatestOf('customer'), staffSeq: greatestOf('agent') })
    .from(readCursors)
    .where(eq(readCursors.roomId, roomId))
  return row ?? { customerSeq: 0, staffSeq: 0 }
}

/** See `RoomStore.readStates`. */
export async function readReadStates(
  db: Queryable,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, ReadState>> {
  const states = new Map<string, ReadState>(
    roomIds.map((id) => [id, { customerSeq: 0, staffSeq: 0 }]),
  )
  if (roomIds.length === 0) return states
  const rows = await db
    .select({
      roomId: readCursors.roomId,
      customerSeq: greatestOf('customer'),
      staffSeq: greatestOf('agent'),
    })
    .from(readCursors)
    .where(inArray(readCursors.roomId, [...roomIds]))
    .groupBy(readCursors.roomId)
  for (const { roomId, ...state } of rows) states.set(roomId, state)
  return states
}

interface Advance {
  readonly advanced: boolean
  readonly room: RoomMark
}

/**
 * See `RoomStore.advanceRead`. An agent's step changes what lists show, so it takes the room's lock for a new version;
 * before the cursor's, which is the order of everybody who takes both.
 */
export async function advanceRead(
  database: Database,
  { roomId, reader }: { readonly roomId: string; readonly reader: Reader },
  seq: number,
): Promise<Advance & { reads: ReadState }> {
  const id = sql.param(roomId, rooms.id)
  const readerId = sql.param(reader.id, readCursors.readerId)
  const isStep = sql`least(${seq}::bigint, last_seq) > coalesce((
    select seq from ${readCursors}
    where room_id = ${id} and reader_kind = ${reader.kind} and reader_id = ${readerId}), 0)`
  const columns = sql.raw('id, group_id, status, version, last_seq')
  const step =
    reader.kind === 'agent'
      ? sql`update ${rooms} set version = version + 1 where id = ${id} and ${isStep} returning ${columns}`
      : sql`select ${columns} from ${rooms} where id = ${id} and ${isStep}`
  const [row] = await database.runPrepared<RoomMark & { advanced: boolean }>(sql`
    with step as (${step}), cursor as (
      insert into ${readCursors} (room_id, reader_kind, reader_id, seq)
      select id, ${reader.kind}, ${readerId}::uuid, least(${seq}::bigint, last_seq) from step
      on conflict (room_id, reader_kind, reader_id) do update set seq = excluded.seq
      where read_cursors.seq < excluded.seq
      returning seq
    ), mark as (
      select ${columns} from step union all
      select ${columns} from ${rooms} where id = ${id} and not exists (select from step)
    )
    select id as "roomId", group_id as "groupId", status, version, last_seq as "lastSeq",
      exists (select from cursor) as advanced
    from mark`)
  if (!row) throw roomNotFound()
  const { advanced, ...room } = row
  return { advanced, room, reads: await readReadState(database.drizzle, roomId) }
}
