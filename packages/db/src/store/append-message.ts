import {
  type Actor,
  type AppendInput,
  type AppendResult,
  isSameSend,
  type RoomMark,
} from '@shopbell/chat-core'
import { eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { messages, rooms } from '../schema/index.ts'
import { type MessageRow, toMessage } from './message-row.ts'
import { mayAppend, mayView } from './room-access.ts'
import { violatesUnique } from './violates-unique.ts'

type AppendRow = Omit<MessageRow, 'fact'> &
  Pick<RoomMark, 'groupId' | 'status' | 'version' | 'lastSeq'> & { readonly isNew: boolean }

const ENTRY =
  sql.raw(`room_id as "roomId", seq, thread_id as "threadId", kind, author_kind as "authorKind",
  author_id as "authorId", author_name as "authorName", client_id as "clientId", body, created_at as "createdAt"`)
const MARK = sql.raw('group_id as "groupId", status, version, last_seq as "lastSeq"')

/**
 * The plain case of a send, whole: look the key up, lock the room by taking its next seq if the actor may write there
 * now, insert. The update waits for whoever holds the room and then checks the room as it has become, so its `where`
 * is where access belongs, and the thread comes from the row it returns: a subquery would still see the room as it was
 * before the wait.
 */
function appendStatement(now: SQL, actor: Actor, input: AppendInput): SQL {
  const isRoom = eq(rooms.id, input.roomId)
  const clientId = sql.param(input.clientId, messages.clientId)
  const authorId = sql`${sql.param(actor.id, messages.authorId)}::uuid`
  return sql`
    with sent as (
      select ${ENTRY} from ${messages}
      where ${eq(messages.roomId, input.roomId)} and ${messages.clientId} = ${clientId}
        and exists (select from ${rooms} where ${isRoom} and ${mayView(actor)})
    ), room as (
      update ${rooms} set last_seq = last_seq + 1, version = version + 1, updated_at = ${now}
      where ${isRoom} and ${mayAppend(actor, input.kind)} and not exists (select from sent)
      returning id, thread_id, updated_at, last_seq as seq, ${MARK}
    ), added as (
      insert into ${messages}
        (room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body, created_at)
      select id, seq, thread_id, ${input.kind}, ${actor.kind}, ${authorId}, ${actor.name}, ${clientId}, ${input.body},
        updated_at
      from room returning ${ENTRY}
    )
    select added.*, "groupId", status, version, "lastSeq", true as "isNew" from added, room
    union all
    select sent.*, ${MARK}, false from sent join ${rooms} on ${rooms.id} = sent."roomId"`
}

function toResult(actor: Actor, input: AppendInput, row: AppendRow): AppendResult {
  const createdAt = new Date(row.createdAt).toISOString()
  const message = toMessage({ ...row, createdAt, fact: null })
  if (!row.isNew && !isSameSend(message, actor, input)) return { outcome: 'mismatch' }
  const { roomId, groupId, status, version, lastSeq } = row
  return {
    outcome: row.isNew ? 'appended' : 'duplicate',
    message,
    room: { roomId, groupId, status, version, lastSeq },
  }
}

/** See `RoomStore.appendMessage`. */
export async function appendMessage(
  { database, now }: { readonly database: Database; readonly now: SQL },
  actor: Actor,
  input: AppendInput,
): Promise<AppendResult> {
  const append = async () => {
    const [row] = await database.runPrepared<AppendRow>(appendStatement(now, actor, input))
    return row ? toResult(actor, input, row) : ({ outcome: 'undecided' } as const)
  }
  try {
    return await append()
  } catch (error) {
    // The same key, sent twice at once, and stored by the other one while this one waited for the room.
    if (violatesUnique(error)) return append()
    throw error
  }
}
