import {
  type Actor,
  type AppendInput,
  type AppendResult,
  isSameSend,
  type RoomMark,
} from '@shopbell/chat-core'
import { type SQL, sql } from 'drizzle-orm'
import { queryRows } from '../database.ts'
import { messages, rooms } from '../schema/index.ts'
import { type MessageRow, toMessage } from './message-row.ts'
import { mayAppend, mayView } from './room-access.ts'
import type { StoreContext } from './store-context.ts'
import { violatesUnique } from './violates-unique.ts'

type AppendRow = Omit<MessageRow, 'fact'> &
  Pick<RoomMark, 'groupId' | 'status' | 'version' | 'lastSeq'> & { readonly isNew: boolean }

const ROOM_COLUMNS = sql.raw('id, group_id, thread_id, status, version, last_seq, updated_at')

/**
 * The plain case of a send, whole: look the key up, lock the room by taking its next seq if the actor may write there
 * now, insert. The update waits for whoever holds the room and then checks the room as it has become, so its `where`
 * is where access belongs, and the thread comes from the row it returns: a subquery would still see the room as it was
 * before the wait.
 */
export function appendStatement(now: SQL, actor: Actor, input: AppendInput): SQL {
  const roomId = sql.param(input.roomId, rooms.id)
  const clientId = sql.param(input.clientId, messages.clientId)
  return sql`
    with sent as (
      select ${messages}.* from ${messages} join ${rooms} on ${rooms.id} = ${messages.roomId}
      where ${messages.roomId} = ${roomId} and ${messages.clientId} = ${clientId} and ${mayView(actor)}
    ), room as (
      update ${rooms} set last_seq = last_seq + 1, version = version + 1, updated_at = ${now}
      where ${rooms.id} = ${roomId} and ${mayAppend(actor, input.kind)} and not exists (select from sent)
      returning ${ROOM_COLUMNS}
    ), added as (
      insert into ${messages}
        (room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body, created_at)
      select id, last_seq, thread_id, ${input.kind}, ${actor.kind}, ${sql.param(actor.id, messages.authorId)}::uuid,
        ${actor.name}, ${clientId}, ${input.body}, updated_at
      from room returning *
    ), entry as (
      select added.*, true as is_new from added union all select sent.*, false from sent
    ), mark as (
      select ${ROOM_COLUMNS} from room union all
      select ${ROOM_COLUMNS} from ${rooms} where ${rooms.id} = ${roomId} and exists (select from sent)
    )
    select entry.room_id as "roomId", entry.seq, entry.thread_id as "threadId", entry.kind,
      entry.author_kind as "authorKind", entry.author_id as "authorId", entry.author_name as "authorName",
      entry.client_id as "clientId", entry.body, entry.created_at as "createdAt", entry.is_new as "isNew",
      mark.group_id as "groupId", mark.status, mark.version, mark.last_seq as "lastSeq"
    from entry, mark`
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
  { db, now }: StoreContext,
  actor: Actor,
  input: AppendInput,
): Promise<AppendResult> {
  const append = async () => {
    const [row] = await queryRows<AppendRow>(db, appendStatement(now, actor, input))
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
