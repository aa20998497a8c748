import type { AppendResult, SendKind } from '@shopbell/chat-core'
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { messages, rooms } from '../schema/index.ts'
import { type AppendRow, ENTRY, MARK, type Send, toAppendResult } from './append-row.ts'
import { groupIdsOf, type Rank, rankOf, rulesOf } from './room-access.ts'
import { violatesUnique } from './sql-state.ts'

const AUTHOR_KINDS = { customer: 'customer', agent: 'agent', supervisor: 'agent' } as const

const roomId = sql`${sql.param(sql.placeholder('roomId'), rooms.id)}`
const clientId = sql`${sql.placeholder('clientId')}::text`
const actorId = sql`${sql.param(sql.placeholder('actorId'), rooms.id)}::uuid`
const groupIds = sql`${sql.placeholder('groupIds')}::uuid[]`

/**
 * The plain case of a send, whole: look the key up, lock the room by taking its next seq if the actor may write there
 * now, insert. The update waits for whoever holds the room and then checks the room as it has become, so its `where`
 * is where access belongs, and the thread comes from the row it returns: a subquery would still see the room as it was
 * before the wait.
 */
function appendStatement(now: SQL, rank: Rank, kind: SendKind): SQL {
  const { mayView, mayAppend } = rulesOf(rank, kind, { id: actorId, groupIds })
  const isRoom = sql`${rooms.id} = ${roomId}`
  return sql`
    with sent as (
      select ${ENTRY} from ${messages} where room_id = ${roomId} and client_id = ${clientId}
        and exists (select from ${rooms} where ${isRoom} and ${mayView})
    ), room as (
      update ${rooms} set last_seq = last_seq + 1, version = version + 1, updated_at = ${now}
      where ${isRoom} and ${mayAppend} and not exists (select from sent)
      returning id, thread_id, updated_at, last_seq as seq, ${MARK}
    ), added as (
      insert into ${messages}
        (room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body, created_at)
      select id, seq, thread_id, ${kind}, ${AUTHOR_KINDS[rank]}, ${actorId}, ${sql.placeholder('actorName')}, ${clientId},
        ${sql.placeholder('body')}, updated_at
      from room returning ${ENTRY}
    )
    select added.*, "groupId", status, version, "lastSeq", true as "isNew" from added, room
    union all
    select sent.*, ${MARK}, false from sent join ${rooms} on ${rooms.id} = sent."roomId"`
}

/** Stores one send by itself. See `RoomStore.appendMessage`. */
export function createAppendMessage(
  database: Database,
  now: SQL,
): (send: Send) => Promise<AppendResult> {
  const statements = new Map<string, SQL>()
  const statementFor = (rank: Rank, kind: SendKind): SQL => {
    const known = statements.get(`${rank} ${kind}`)
    if (known) return known
    const statement = appendStatement(now, rank, kind)
    statements.set(`${rank} ${kind}`, statement)
    return statement
  }
  const append = async (send: Send) => {
    const { actor, input } = send
    const [row] = await database.runPrepared<AppendRow>(statementFor(rankOf(actor), input.kind), {
      ...input,
      actorId: actor.id,
      actorName: actor.name,
      groupIds: groupIdsOf(actor),
    })
    return toAppendResult(send, row)
  }
  return async (send) => {
    try {
      return await append(send)
    } catch (error) {
      // The same key, sent twice at once, and stored by the other one while this one waited for the room.
      if (violatesUnique(error)) return append(send)
      throw error
    }
  }
}
