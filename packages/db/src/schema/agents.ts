import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { clock, id, instant, lowerCase, newId } from './columns.ts'
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
    /** An address of a picture; null: their initials. */
    avatarUrl: text('avatar_url'),
    /** When routing last gave them a room: who waited longest for one goes first among equals. */
    lastAssignedAt: instant('last_assigned_at'),
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
    name: text('name').notNull(),
    /** Where new rooms go; exactly one group, from the first migration on. */
    isDefault: boolean('is_default').notNull().default(false),
    /** How a waiting room finds its owner. */
    strategy: text('strategy', { enum: ['round_robin', 'least_loaded', 'sticky', 'manual'] })
      .notNull()
      .default('manual'),
    createdAt: instant('created_at').notNull().default(clock),
    deletedAt: instant('deleted_at'),
  },
  (group) => [
    uniqueIndex('groups_name').on(lowerCase(group.name)).where(sql`${group.deletedAt} is null`),
    uniqueIndex('groups_default').on(group.isDefault).where(sql`${group.isDefault}`),
    check(
      'groups_strategy',
      sql`${group.strategy} in ('round_robin', 'least_loaded', 'sticky', 'manual')`,
    ),
    check('groups_default_stays', sql`not (${group.isDefault} and ${group.deletedAt} is not null)`),
  ],
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
    /** Smaller goes first: whoever comes later gets a room only if nobody before them can take one. */
    priority: smallint('priority').notNull().default(1),
  },
  (member) => [
    check('group_members_priority', sql`${member.priority} between 0 and 9`),
    primaryKey({ columns: [member.agentId, member.groupId] }),
    index('group_members_group').on(member.groupId),
  ],
)

/**
 * Which nodes hold sockets of an agent, as the node itself says again and again: a row that is out of date is of a node
 * that is no more. Routing reads it in the transaction that assigns.
 */
export const agentLinks = pgTable(
  'agent_links',
  {
    agentId: id('agent_id')
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    nodeId: id('node_id').notNull(),
    until: instant('until').notNull(),
  },
  (link) => [primaryKey({ columns: [link.agentId, link.nodeId] })],
)
