import { agentNotFound, type GroupMember } from '@shopbell/chat-core'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { agents, groupMembers } from '../schema/index.ts'
import { inUse } from './label-rows.ts'
import type { StoreContext } from './store-context.ts'

/** Those who have not left, by name. */
export const findMembers = (
  { db }: StoreContext,
  groupId: string,
): Promise<readonly GroupMember[]> =>
  db
    .select({ agentId: groupMembers.agentId, priority: groupMembers.priority })
    .from(groupMembers)
    .innerJoin(agents, eq(agents.id, groupMembers.agentId))
    .where(and(eq(groupMembers.groupId, groupId), inUse(agents)))
    .orderBy(asc(agents.name), asc(agents.id))

/** Inside a transaction. Throws `agent_not_found` when one of them is nobody, or has left. */
export async function replaceMembers(
  { db }: StoreContext,
  groupId: string,
  members: readonly GroupMember[],
): Promise<void> {
  const agentIds = members.map(({ agentId }) => agentId)
  const known = await db
    .select({ id: agents.id })
    .from(agents)
    .where(and(inArray(agents.id, agentIds), inUse(agents)))
  if (known.length < agentIds.length) throw agentNotFound()
  // Those who have left stay, for they may come back.
  const present = db.select({ id: agents.id }).from(agents).where(inUse(agents))
  await db
    .delete(groupMembers)
    .where(and(eq(groupMembers.groupId, groupId), inArray(groupMembers.agentId, present)))
  if (members.length > 0)
    await db.insert(groupMembers).values(members.map((member) => ({ ...member, groupId })))
}
