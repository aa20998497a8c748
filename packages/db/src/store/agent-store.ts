import {
  type Agent,
  type AgentStore,
  agentNotFound,
  limits,
  type NewAgent,
  type Party,
} from '@shopbell/chat-core'
import { and, asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { agents, groupMembers, groups } from '../schema/index.ts'
import { toParty } from './room-row.ts'
import type { StoreContext } from './store-context.ts'

/** Of the groups that are in use. Written out, for Drizzle does not name the table of a column where there is only one. */
const groupIds = sql<string[]>`coalesce((
  select json_agg(group_id order by group_id) from group_members join groups on groups.id = group_id
  where agent_id = agents.id and groups.deleted_at is null), '[]')`

/** What an `Agent` consists of, from `agents` alone. */
export const agentColumns = {
  id: agents.id,
  personId: agents.personId,
  name: agents.name,
  role: agents.role,
  availability: agents.availability,
  previewFirst: agents.previewFirst,
  capacity: agents.capacity,
  avatarUrl: agents.avatarUrl,
  groupIds,
}

/** Agents who have not left. */
const findAgents = ({ db }: StoreContext, condition?: SQL): Promise<Agent[]> =>
  db
    .select(agentColumns)
    .from(agents)
    .where(and(isNull(agents.deletedAt), condition))
    .orderBy(asc(agents.name), asc(agents.id))

async function findAgent(context: StoreContext, condition: SQL): Promise<Agent | null> {
  const [agent] = await findAgents(context, condition)
  return agent ?? null
}

/** By default in the default group: who is in none would see nobody waiting. */
async function createAgent(
  { db, now }: StoreContext,
  { memberships, capacity = limits.agentCapacityDefault, ...fields }: NewAgent,
): Promise<Agent> {
  return db.transaction(async (tx) => {
    const [created] = await tx
      .insert(agents)
      .values({ ...fields, capacity, createdAt: now })
      .returning({ id: agents.id })
    if (!created) throw new Error('insert answered no row.')
    const isDefault = eq(groups.isDefault, true)
    const places =
      memberships ?? (await tx.select({ groupId: groups.id }).from(groups).where(isDefault))
    const agentId = created.id
    if (places.length > 0)
      await tx.insert(groupMembers).values(places.map((place) => ({ ...place, agentId })))
    const agent = await findAgent({ db: tx, now }, eq(agents.id, created.id))
    if (!agent) throw new Error('An agent was neither created nor found.')
    return agent
  })
}

async function updateAgent(
  context: StoreContext,
  agentId: string,
  patch: Parameters<AgentStore['updateAgent']>[1],
): Promise<Agent> {
  const isAgent = eq(agents.id, agentId)
  const isMeant = and(isAgent, isNull(agents.deletedAt))
  if (Object.keys(patch).length > 0) await context.db.update(agents).set(patch).where(isMeant)
  const agent = await findAgent(context, isAgent)
  if (!agent) throw agentNotFound()
  return agent
}

/** The default group first. */
async function listGroups({ db }: StoreContext): Promise<readonly Party[]> {
  const rows = await db
    .select()
    .from(groups)
    .where(isNull(groups.deletedAt))
    .orderBy(desc(groups.isDefault), asc(groups.name))
  return rows.map(toParty)
}

export const createAgentStore = (context: StoreContext): AgentStore => ({
  findAgent: (agentId) => findAgent(context, eq(agents.id, agentId)),
  findAgentOfPerson: (personId) => findAgent(context, eq(agents.personId, personId)),
  listAgents: () => findAgents(context),
  createAgent: (input) => createAgent(context, input),
  updateAgent: (agentId, patch) => updateAgent(context, agentId, patch),
  listGroups: () => listGroups(context),
})
