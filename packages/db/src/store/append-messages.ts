import type { AppendResult } from '@shopbell/chat-core'
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { messages, rooms } from '../schema/index.ts'
import { type AppendRow, ENTRY, MARK, type Send, toAppendResult } from './append-row.ts'
import { groupIdsOf, rankOf, rulesOfRows } from './room-access.ts'

const array = (name: string) => sql.placeholder(name)
const column = (name: string): SQL => sql.raw(`send.${name}`)

const { mayView, mayAppend } = rulesOfRows(
  { rank: column('rank'), kind: column('kind') },
  { id: column('actor_id'), groupIds: sql.raw('send.group_ids::uuid[]') },
)

/**
 * The plain case of many sends, across rooms and actors, with the rules of the single one. The rooms are locked first,
 * by id, so that two nodes never wait for each other in a circle. What is decided is decided on the locked rows:
 * anything else that this statement sees is from before it waited. In each room the sends take their seqs in the order
 * of the arrays.
 *
 * Rooms and messages are reached one by one, laterally, and never by a join that the planner could turn into a read of
 * the whole table: it does not know how many sends there will be.
 */
const appendStatement = (now: SQL): SQL => sql`
  with send as materialized (
    select * from unnest(
      ${array('roomIds')}::uuid[], ${array('clientIds')}::text[], ${array('kinds')}::text[], ${array('bodies')}::text[],
      ${array('ranks')}::text[], ${array('actorIds')}::uuid[], ${array('actorNames')}::text[], ${array('groupIds')}::text[]
    ) with ordinality as send (room_id, client_id, kind, body, rank, actor_id, actor_name, group_ids, place)
  ), locked as materialized (
    select room.* from unnest(${array('lockIds')}::uuid[]) as wanted (id)
    cross join lateral (select * from ${rooms} where ${rooms.id} = wanted.id for no key update) as room
  ), sent as materialized (
    select place, message.*, ${MARK}
    from send join locked as rooms on rooms.id = send.room_id
    cross join lateral (
      select ${ENTRY} from ${messages} where room_id = send.room_id and client_id = send.client_id limit 1
    ) as message
    where ${mayView}
  ), plain as materialized (
    select send.*, row_number() over (partition by send.room_id order by place)::int as step
    from send join locked as rooms on rooms.id = send.room_id
    where ${mayAppend} and not exists (select from sent where sent.place = send.place)
  ), room as (
    update ${rooms} set last_seq = last_seq + count, version = version + count, updated_at = ${now}
    from (select room_id, count(*)::int from plain group by room_id) as grown
    where ${rooms.id} = grown.room_id
    returning id, thread_id, updated_at, group_id, status, version - count as version, last_seq - count as last_seq
  ), entry as materialized (
    select place, room_id, last_seq + step as seq, thread_id, kind,
      case rank when 'customer' then rank else 'agent' end as author_kind, actor_id as author_id,
      actor_name as author_name, client_id, body, updated_at as created_at,
      group_id, status, version + step as version, last_seq + step as last_seq
    from room join plain on plain.room_id = room.id
  ), added as (
    insert into ${messages}
      (room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body, created_at)
    select room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body, created_at
    from entry
  )
  select place, ${ENTRY}, ${MARK}, true as "isNew" from entry
  union all
  select sent.*, false from sent`

interface Placed extends AppendRow {
  /** From 1. The driver's text of a bigint. */
  readonly place: string | number
}

/** The columns of the sends, and each room once, in the order in which everybody locks. */
function toValues(sends: readonly Send[]) {
  const roomIds = sends.map(({ input }) => String(rooms.id.mapToDriverValue(input.roomId)))
  return {
    roomIds,
    lockIds: [...new Set(roomIds)].sort(),
    clientIds: sends.map(({ input }) => input.clientId),
    kinds: sends.map(({ input }) => input.kind),
    bodies: sends.map(({ input }) => input.body),
    ranks: sends.map(({ actor }) => rankOf(actor)),
    actorIds: sends.map(({ actor }) => rooms.id.mapToDriverValue(actor.id)),
    actorNames: sends.map(({ actor }) => actor.name),
    // An array of arrays must be a rectangle, so each is the text of one.
    groupIds: sends.map(({ actor }) => `{${groupIdsOf(actor).join()}}`),
  }
}

/**
 * Stores many sends in one statement, all or none; answers in their order. No key may come twice in a room: the second
 * one would fail them all.
 */
export function createAppendMessages(
  database: Database,
  now: SQL,
): (sends: readonly Send[]) => Promise<readonly AppendResult[]> {
  const statement = appendStatement(now)
  return async (sends) => {
    const rows = await database.runPrepared<Placed>(statement, toValues(sends))
    const byPlace = new Map(rows.map((row) => [Number(row.place), row]))
    return sends.map((send, index) => toAppendResult(send, byPlace.get(index + 1)))
  }
}
