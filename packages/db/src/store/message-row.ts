import type { Audience, Message, NewMessage } from '@shopbell/chat-core'
import { ne, type SQL } from 'drizzle-orm'
import { messages } from '../schema/index.ts'

export type MessageRow = typeof messages.$inferSelect

/** MS-5: notes never reach a customer. */
export const visibleTo = (audience: Audience): SQL | undefined =>
  audience === 'customer' ? ne(messages.kind, 'note') : undefined

export function toMessage(row: MessageRow): Message {
  const { roomId, seq, threadId, createdAt, kind, body, clientId, fact } = row
  const author = { kind: row.authorKind, id: row.authorId, name: row.authorName }
  const entry = { roomId, seq, threadId, author, createdAt }
  if (kind === 'system' && fact) return { ...entry, kind, fact }
  if (kind !== 'system' && body !== null && clientId !== null)
    return { ...entry, kind, body, clientId }
  throw new Error(`Message ${roomId}/${seq} is not what its constraints promise.`)
}

/** A row as a raw statement answers it: times are the driver's text. */
export const fromRawRow = (row: MessageRow): Message =>
  toMessage({ ...row, createdAt: new Date(row.createdAt).toISOString() })

export const toContentColumns = (message: NewMessage) => ({
  kind: message.kind,
  authorKind: message.author.kind,
  authorId: message.author.id,
  authorName: message.author.name,
  ...(message.kind === 'system'
    ? { fact: message.fact }
    : { body: message.body, clientId: message.clientId }),
})
