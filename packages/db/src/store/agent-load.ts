import type { AgentLoad } from '@shopbell/chat-core'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { agents, rooms } from '../schema/index.ts'
import type { StoreContext } from './store-context.ts'

/** What to do when somebody else holds a lock. */
export type IfBusy = 'wait' | 'skip'

/**
 * Keeps others from giving this agent a room until commit; answers whether it does. Who only takes a room away from an
 * agent needs no lock.
 *
 * The order of locks is group (`lockLine`), agent, rooms by id (`lockRooms`). A transaction waits for one only while
 * all that it holds come before it, and waits for one agent at most, so nobody can wait in a circle. A room that comes
 * into a line (`offerRoom`) is held already when its group and an agent are wanted: these it takes if they are free,
 * and never waits for. Foreign keys share rows with all of this: they look at keys, and these locks leave keys alone.
 * @param ifBusy whether to wait for another who holds the agent, or to do without
 */
export async function lockAgent(
  { db }: StoreContext,
  agentId: string,
  ifBusy: IfBusy,
): Promise<boolean> {
  const locked = await db
    .select({ id: agents.id })
    .from(agents)
    .where(eq(agents.id, agentId))
    .for('no key update', ifBusy === 'skip' ? { skipLocked: true } : {})
    .prepare('lock_agent')
    .execute()
  return locked.length > 0
}

/** Counted under the agent's lock, so it holds until commit; never stored, so it cannot drift. Null for who has left. */
export async function findLoad(
  { db }: StoreContext,
  agentId: string | undefined,
): Promise<AgentLoad | null> {
  if (agentId === undefined) return null
  const openRooms = sql<number>`(select count(*)::int from ${rooms} where assignee_id = agents.id)`
  const [load] = await db
    .select({ agentId: agents.id, openRooms, capacity: agents.capacity })
    .from(agents)
    .where(and(eq(agents.id, agentId), isNull(agents.deletedAt)))
    .prepare('find_load')
    .execute()
  return load ?? null
}
