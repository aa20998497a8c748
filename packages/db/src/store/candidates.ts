import type { Candidate } from '@shopbell/chat-core'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { agents, groupMembers } from '../schema/index.ts'
import { toParty } from './room-row.ts'
import type { StoreContext } from './store-context.ts'

/** Counted, never stored, so it cannot drift. */
const openRooms = sql<number>`(select count(*)::int from rooms where assignee_id = agents.id)`

const isConnected = (now: SQL) => sql<boolean>`exists (
  select from agent_links where agent_id = agents.id and until > ${now})`

/** `isEligible` of chat-core, as a condition on a row of agents (RT-1). */
export const mayTakeRoom = (now: SQL) => sql`
  agents.deleted_at is null and agents.availability = 'online' and ${isConnected(now)}
  and (agents.capacity is null or ${openRooms} < agents.capacity)`

/** The members of a group who have not left, or one of them, as routing looks at them. */
export async function findCandidates(
  { db, now }: StoreContext,
  groupId: string,
  agentId?: string,
): Promise<readonly Candidate[]> {
  const rows = await db
    .select({
      id: agents.id,
      name: agents.name,
      availability: agents.availability,
      isConnected: isConnected(now),
      openRooms,
      capacity: agents.capacity,
      lastAssignedAt: agents.lastAssignedAt,
      priority: groupMembers.priority,
    })
    .from(groupMembers)
    .innerJoin(agents, eq(agents.id, groupMembers.agentId))
    .where(
      and(
        eq(groupMembers.groupId, groupId),
        isNull(agents.deletedAt),
        agentId === undefined ? undefined : eq(agents.id, agentId),
      ),
    )
    .prepare('find_candidates')
    .execute()
  return rows.map(({ id, name, ...candidate }) => ({ agent: toParty({ id, name }), ...candidate }))
}
