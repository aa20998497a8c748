import {
  groupNotFound,
  lastAdmin,
  type Membership,
  type StaffChange,
  type StaffMember,
  type StaffStore,
} from '@shopbell/chat-core'
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { agents, groupMembers, groups, rooms, sessions } from '../schema/index.ts'
import { agentColumns } from './agent-store.ts'
import { deletion, inUse } from './label-rows.ts'
import type { StoreContext } from './store-context.ts'

const memberships = sql<Membership[]>`coalesce((
  select json_agg(json_build_object('groupId', group_id, 'priority', priority) order by group_id)
  from group_members join groups on groups.id = group_id
  where agent_id = agents.id and groups.deleted_at is null), '[]')`

const findStaff = ({ db }: StoreContext, condition?: SQL): Promise<readonly StaffMember[]> =>
  db
    .select({ ...agentColumns, memberships, deletedAt: agents.deletedAt })
    .from(agents)
    .where(condition)
    .orderBy(asc(agents.name), asc(agents.id))

async function findMember(context: StoreContext, agentId: string): Promise<StaffMember | null> {
  const [member] = await findStaff(context, eq(agents.id, agentId))
  return member ?? null
}

/**
 * AG-6. Keeps all admins as they are until commit: of two who would each leave the other as the last one, the second
 * one waits and sees what the first one has done.
 */
async function requireAnotherAdmin({ db }: StoreContext, agentId: string): Promise<void> {
  const admins = await db
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.role, 'admin'), inUse(agents)))
    .orderBy(agents.id)
    .for('no key update')
  if (admins.length === 1 && admins[0]?.id === agentId) throw lastAdmin()
}

async function replaceMemberships(
  { db }: StoreContext,
  agentId: string,
  all: readonly Membership[],
): Promise<void> {
  const usable = db.select({ id: groups.id }).from(groups).where(inUse(groups))
  const groupIds = new Set((await usable).map(({ id }) => id))
  if (!all.every(({ groupId }) => groupIds.has(groupId))) throw groupNotFound()
  // Those in deleted groups stay, for the groups may come back.
  await db
    .delete(groupMembers)
    .where(and(eq(groupMembers.agentId, agentId), inArray(groupMembers.groupId, usable)))
  if (all.length > 0)
    await db.insert(groupMembers).values(all.map((membership) => ({ ...membership, agentId })))
}

function updateStaff(
  { db, now }: StoreContext,
  agentId: string,
  { memberships: places, ...fields }: StaffChange,
): Promise<StaffMember | null> {
  return db.transaction(async (tx) => {
    const context = { db: tx, now }
    if (fields.role && fields.role !== 'admin') await requireAnotherAdmin(context, agentId)
    const [agent] = await tx
      .update(agents)
      // It is null already; a statement that sets nothing would be none.
      .set({ ...fields, deletedAt: null })
      .where(and(eq(agents.id, agentId), inUse(agents)))
      .returning({ id: agents.id })
    if (!agent) return null
    if (places) await replaceMemberships(context, agentId, places)
    if (fields.name !== undefined)
      await tx
        .update(rooms)
        .set({ version: sql`${rooms.version} + 1` })
        .where(eq(rooms.assigneeId, agentId))
    return findMember(context, agentId)
  })
}

function setDeleted(
  { db, now }: StoreContext,
  agentId: string,
  isDeleted: boolean,
): Promise<StaffMember | null> {
  return db.transaction(async (tx) => {
    const context = { db: tx, now }
    if (isDeleted) await requireAnotherAdmin(context, agentId)
    const deletedAt = deletion(agents, isDeleted, now)
    const [agent] = await tx
      .update(agents)
      .set(isDeleted ? { deletedAt, availability: 'offline' } : { deletedAt })
      .where(eq(agents.id, agentId))
      .returning({ personId: agents.personId })
    if (agent && isDeleted) await tx.delete(sessions).where(eq(sessions.userId, agent.personId))
    return findMember(context, agentId)
  })
}

export const createStaffStore = (context: StoreContext): StaffStore => ({
  list: ({ withDeleted } = {}) => findStaff(context, inUse(agents, withDeleted)),
  find: (agentId) => findMember(context, agentId),
  update: (agentId, change) => updateStaff(context, agentId, change),
  setDeleted: (agentId, isDeleted) => setDeleted(context, agentId, isDeleted),
  async roomsOf(agentId, limit) {
    const isTheirs = eq(rooms.assigneeId, agentId)
    const rows = await context.db.select({ id: rooms.id }).from(rooms).where(isTheirs).limit(limit)
    return rows.map(({ id }) => id)
  },
})
