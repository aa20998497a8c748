import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { groups } from './agents.ts'
import { clock, id, instant, lowerCase, newId } from './columns.ts'
import { rooms } from './rooms.ts'

export const tags = pgTable(
  'tags',
  {
    id: id('id').primaryKey().default(newId),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull().default(clock),
    deletedAt: instant('deleted_at'),
  },
  (tag) => [uniqueIndex('tags_name').on(lowerCase(tag.name)).where(sql`${tag.deletedAt} is null`)],
)

export const roomTags = pgTable(
  'room_tags',
  {
    roomId: id('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    tagId: id('tag_id')
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
  },
  (roomTag) => [
    primaryKey({ columns: [roomTag.roomId, roomTag.tagId] }),
    index('room_tags_tag').on(roomTag.tagId),
  ],
)

export const cannedResponses = pgTable(
  'canned_responses',
  {
    id: id('id').primaryKey().default(newId),
    /** Typed after a slash to find it. */
    shortcut: text('shortcut').notNull(),
    body: text('body').notNull(),
    /** null: for everybody. */
    groupId: id('group_id').references(() => groups.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().default(clock),
    deletedAt: instant('deleted_at'),
  },
  (canned) => [
    uniqueIndex('canned_responses_shortcut')
      .on(lowerCase(canned.shortcut))
      .where(sql`${canned.deletedAt} is null`),
  ],
)
