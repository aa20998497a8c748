import type { RoomFact } from '@shopbell/chat-core'
import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { clock, id, instant } from './columns.ts'
import { threads } from './rooms.ts'

/** The log. Rows refuse every update: see the trigger in the migrations. */
export const messages = pgTable(
  'messages',
  {
    roomId: id('room_id').notNull(),
    seq: integer('seq').notNull(),
    threadId: id('thread_id').notNull(),
    kind: text('kind', { enum: ['text', 'note', 'system'] }).notNull(),
    authorKind: text('author_kind', { enum: ['customer', 'agent', 'system'] }).notNull(),
    authorId: id('author_id'),
    /** The name at the time of writing. */
    authorName: text('author_name').notNull(),
    /** The retry key of a send (DL-2). */
    clientId: text('client_id'),
    body: text('body'),
    fact: jsonb('fact').$type<RoomFact>(),
    createdAt: instant('created_at').notNull().default(clock),
  },
  (message) => [
    primaryKey({ columns: [message.roomId, message.seq] }),
    unique('messages_client_id').on(message.roomId, message.clientId),
    foreignKey({
      name: 'messages_thread_of_room',
      columns: [message.threadId, message.roomId],
      foreignColumns: [threads.id, threads.roomId],
    }),
    check('messages_seq', sql`${message.seq} > 0`),
    check('messages_kind', sql`${message.kind} in ('text', 'note', 'system')`),
    check('messages_author_kind', sql`${message.authorKind} in ('customer', 'agent', 'system')`),
    check(
      'messages_author',
      sql`(${message.authorKind} = 'system') = (${message.authorId} is null)`,
    ),
    check(
      'messages_content',
      sql`case ${message.kind} when 'system'
        then ${message.fact} is not null and ${message.body} is null and ${message.clientId} is null
        else ${message.fact} is null and coalesce(${message.body}, '') <> '' and ${message.clientId} is not null end`,
    ),
    index('messages_of_customer')
      .on(message.roomId, message.seq)
      .where(sql`${message.kind} = 'text' and ${message.authorKind} = 'customer'`),
  ],
)
