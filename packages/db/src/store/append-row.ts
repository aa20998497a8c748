import {
  type Actor,
  type AppendInput,
  type AppendResult,
  isSameSend,
  type RoomMark,
} from '@shopbell/chat-core'
import { type SQL, sql } from 'drizzle-orm'
import { fromRawRow, type MessageRow } from './message-row.ts'

/** Somebody's send, as it comes to the store. */
export interface Send {
  readonly actor: Actor
  readonly input: AppendInput
}

/** What the append statements answer for one send: the message it is stored as, and its room. */
export type AppendRow = Omit<MessageRow, 'fact'> &
  Pick<RoomMark, 'groupId' | 'status' | 'version' | 'lastSeq'> & { readonly isNew: boolean }

/** The columns of a message that is no system message. */
export const ENTRY: SQL =
  sql.raw(`room_id as "roomId", seq, thread_id as "threadId", kind, author_kind as "authorKind",
  author_id as "authorId", author_name as "authorName", client_id as "clientId", body, created_at as "createdAt"`)

export const MARK: SQL = sql.raw('group_id as "groupId", status, version, last_seq as "lastSeq"')

/** A send without a row is for the other way, or refused there. */
export function toAppendResult({ actor, input }: Send, row: AppendRow | undefined): AppendResult {
  if (!row) return { outcome: 'undecided' }
  const message = fromRawRow({ ...row, fact: null })
  if (!row.isNew && !isSameSend(message, actor, input)) return { outcome: 'mismatch' }
  const { roomId, groupId, status, version, lastSeq } = row
  return {
    outcome: row.isNew ? 'appended' : 'duplicate',
    message,
    room: { roomId, groupId, status, version, lastSeq },
  }
}
