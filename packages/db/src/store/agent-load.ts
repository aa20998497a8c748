import type { AgentLoad } from '@shopbell/chat-core'
import { eq, sql } from 'drizzle-orm'
import { agents, rooms } from '../schema/index.ts'
import type { StoreContext } from './store-context.ts'

/**
 * Keeps others from giving this agent a room until commit. Before the rooms: everybody who takes both locks takes them
 * in this order. Who only takes a room away from an agent needs no lock.
 */
export async function lockAgent({ db }: StoreContext, agentId: string): Promise<void> {
  await db
    .select({ id: agents.id })
    .from(agents)
    .where(eq(agents.id, agentId))
    .for('no key update')
    .prepare('lock_agent')
    .execute()
}

/** Counted under the agent's lock, so it holds until commit; never stored, so it cannot drift. */
export async function findLoad(
  { db }: StoreContext,
  agentId: string | undefined,
): Promise<AgentLoad | null> {
  if (agentId === undefined) return null
  const openRooms = sql<number>`(select count(*)::int from ${rooms} where assignee_id = agents.id)`
  const [load] = await db
    .select({ agentId: agents.id, openRooms, capacity: agents.capacity })
    .from(agents)
    .where(eq(agents.id, agentId))
    .prepare('find_load')
    .execute()
  return load ?? null
}
