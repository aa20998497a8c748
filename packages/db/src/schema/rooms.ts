import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { agents, groups } from './agents.ts'
import { clock, id, instant, newId } from './columns.ts'
import { customers } from './customers.ts'

/** One room per customer. Its row lock orders its log: whoever appends holds it until commit (DL-1). */
export const rooms = pgTable(
  'rooms',
  {
    id: id('id').primaryKey().default(newId),
    customerId: id('customer_id')
      .notNull()
      .unique()
      .references(() => customers.id),
    groupId: id('group_id')
      .notNull()
      .references(() => groups.id),
    status: text('status', { enum: ['waiting', 'open', 'closed'] })
      .notNull()
      .default('closed'),
    assigneeId: id('assignee_id').references(() => agents.id),
    /**
     * The newest thread. It stands here so that the one-statement append reads it from the row it locks:
     * a subquery would still see the thread that was live before it waited for the lock.
     */
    threadId: id('thread_id'),
    /** Greater goes first. */
    priority: smallint('priority').notNull().default(0),
    waitingSince: instant('waiting_since'),
    lastSeq: integer('last_seq').notNull().default(0),
    version: integer('version').notNull().default(0),
    /** The room that carries this one's history on (CU-3). */
    joinedInto: id('joined_into').references((): AnyPgColumn => rooms.id),
    createdAt: instant('created_at').notNull().default(clock),
    updatedAt: instant('updated_at').notNull().default(clock),
  },
  (room) => [
    check('rooms_status', sql`${room.status} in ('waiting', 'open', 'closed')`),
    check(
      'rooms_open_has_assignee',
      sql`(${room.status} = 'open') = (${room.assigneeId} is not null)`,
    ),
    check(
      'rooms_waiting_has_since',
      sql`(${room.status} = 'waiting') = (${room.waitingSince} is not null)`,
    ),
    check('rooms_joined_is_closed', sql`${room.joinedInto} is null or ${room.status} = 'closed'`),
    check('rooms_log_has_thread', sql`${room.lastSeq} = 0 or ${room.threadId} is not null`),
    foreignKey({
      name: 'rooms_own_thread',
      columns: [room.threadId, room.id],
      foreignColumns: [threads.id as AnyPgColumn, threads.roomId as AnyPgColumn],
    }),
    index('rooms_by_activity')
      .on(room.status, room.updatedAt.desc().nullsFirst(), room.id.desc().nullsFirst())
      .where(sql`${room.lastSeq} > 0 and ${room.joinedInto} is null`),
    index('rooms_by_assignee')
      .on(room.assigneeId, room.updatedAt.desc().nullsFirst(), room.id.desc().nullsFirst())
      .where(sql`${room.assigneeId} is not null`),
    index('rooms_in_line')
      .on(room.groupId, room.priority.desc().nullsFirst(), room.waitingSince, room.id)
      .where(sql`${room.status} = 'waiting'`),
  ],
)

/** Closed rows refuse every update (TH-3): see the trigger in the migrations. */
export const threads = pgTable(
  'threads',
  {
    id: id('id').primaryKey().default(newId),
    roomId: id('room_id')
      .notNull()
      .references((): AnyPgColumn => rooms.id),
    /** Place among the room's threads, from 1; the greatest is the newest. */
    number: integer('number').notNull(),
    status: text('status', { enum: ['pending', 'active', 'closed'] }).notNull(),
    agentId: id('agent_id').references(() => agents.id),
    groupId: id('group_id')
      .notNull()
      .references(() => groups.id),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (thread) => [
    check('threads_status', sql`${thread.status} in ('pending', 'active', 'closed')`),
    check(
      'threads_pending_has_no_agent',
      sql`${thread.status} <> 'pending' or ${thread.agentId} is null`,
    ),
    check(
      'threads_active_has_agent',
      sql`${thread.status} <> 'active' or ${thread.agentId} is not null`,
    ),
    check(
      'threads_closed_has_end',
      sql`(${thread.status} = 'closed') = (${thread.closedAt} is not null)`,
    ),
    unique('threads_of_room').on(thread.id, thread.roomId),
    uniqueIndex('threads_one_live').on(thread.roomId).where(sql`${thread.status} <> 'closed'`),
    unique('threads_number').on(thread.roomId, thread.number),
  ],
)

/** What a customer said about a closed thread. Apart from it, because a closed thread never changes. */
export const ratings = pgTable(
  'ratings',
  {
    threadId: id('thread_id')
      .primaryKey()
      .references(() => threads.id),
    score: smallint('score').notNull(),
    createdAt: instant('created_at').notNull().default(clock),
  },
  (rating) => [check('ratings_score', sql`${rating.score} between 1 and 5`)],
)

/** How far somebody has read. Watermarks: they only grow (RD-1). */
export const readCursors = pgTable(
  'read_cursors',
  {
    roomId: id('room_id')
      .notNull()
      .references(() => rooms.id),
    readerKind: text('reader_kind', { enum: ['customer', 'agent'] }).notNull(),
    readerId: id('reader_id').notNull(),
    seq: integer('seq').notNull(),
  },
  (cursor) => [
    primaryKey({ columns: [cursor.roomId, cursor.readerKind, cursor.readerId] }),
    check('read_cursors_reader', sql`${cursor.readerKind} in ('customer', 'agent')`),
  ],
)
