import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { clock, id, instant, newId } from './columns.ts'
import { people } from './people.ts'

export const agents = pgTable(
  'agents',
  {
    id: id('id').primaryKey().default(newId),
    personId: text('person_id')
      .notNull()
      .unique()
      .references(() => people.id),
    /** The name customers see. */
    name: text('name').notNull(),
    role: text('role', { enum: ['agent', 'manager', 'admin'] }).notNull(),
    availability: text('availability', { enum: ['online', 'away', 'offline'] })
      .notNull()
      .default('offline'),
    previewFirst: boolean('preview_first').notNull().default(false),
    /** The most open rooms they may own; null for any number (RM-11). */
    capacity: integer('capacity'),
    createdAt: instant('created_at').notNull().default(clock),
    /** Set when the agent left; the log keeps naming them. */
    deletedAt: instant('deleted_at'),
  },
  (agent) => [
    check('agents_role', sql`${agent.role} in ('agent', 'manager', 'admin')`),
    check('agents_capacity', sql`${agent.capacity} > 0`),
    check('agents_availability', sql`${agent.availability} in ('online', 'away', 'offline')`),
  ],
)

export const groups = pgTable(
  'groups',
  {
    id: id('id').primaryKey().default(newId),
    name: text('name').notNull().unique(),
    /** Where new rooms go; exactly one group, from the first migration on. */
    isDefault: boolean('is_default').notNull().default(false),
    createdAt: instant('created_at').notNull().default(clock),
  },
  (group) => [uniqueIndex('groups_default').on(group.isDefault).where(sql`${group.isDefault}`)],
)

export const groupMembers = pgTable(
  'group_members',
  {
    agentId: id('agent_id')
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    groupId: id('group_id')
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
  },
  (member) => [
    primaryKey({ columns: [member.agentId, member.groupId] }),
    index('group_members_group').on(member.groupId),
  ],
)
