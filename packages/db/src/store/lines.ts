import type { ChoosingStrategy } from '@shopbell/chat-core'
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { queryRows } from '../database.ts'
import { groups, rooms } from '../schema/index.ts'
import type { IfBusy } from './agent-load.ts'
import { mayTakeRoom } from './candidates.ts'
import { inLine } from './list-rooms.ts'
import type { StoreContext } from './store-context.ts'

/**
 * Keeps others from routing the rooms of this group until commit. Answers how it chooses agents; null for a group whose
 * rooms are taken by hand, or that is not there.
 * @param ifBusy whether to wait for another who routes here, or to answer null
 */
export async function lockLine(
  { db }: StoreContext,
  groupId: string,
  ifBusy: IfBusy,
): Promise<ChoosingStrategy | null> {
  const { id, strategy, deletedAt } = groups
  const [row] = await db
    .select({ strategy })
    .from(groups)
    .where(and(eq(id, groupId), ne(strategy, 'manual'), isNull(deletedAt)))
    .for('no key update', ifBusy === 'skip' ? { skipLocked: true } : {})
    .prepare('lock_line')
    .execute()
  return row && row.strategy !== 'manual' ? row.strategy : null
}

const lastAgentId = sql<string | null>`(
  select agent_id from threads where room_id = rooms.id and agent_id is not null
  order by number desc limit 1)`

/** The room that is next, and who owned it before. The status stands there as it does in the index. */
export async function findHead(
  { db }: StoreContext,
  groupId: string,
): Promise<{ readonly roomId: string; readonly lastAgentId: string | null } | null> {
  const [head] = await db
    .select({ roomId: rooms.id, lastAgentId })
    .from(rooms)
    .where(and(eq(rooms.groupId, groupId), sql`${rooms.status} = 'waiting'`))
    .orderBy(...inLine.by)
    .limit(1)
    .prepare('find_head')
    .execute()
  return head ?? null
}

/** See `RoutingStore.movableLines`. In order, so that one entry of the index answers for a group, however many wait. */
export async function findMovableLines({ db, now }: StoreContext): Promise<readonly string[]> {
  const rows = await queryRows<{ id: string }>(
    db,
    sql`select groups.id from groups
      where strategy <> 'manual' and deleted_at is null
      and (
        select id from rooms where group_id = groups.id and status = 'waiting'
        order by ${sql.join([...inLine.by], sql`, `)} limit 1) is not null
      and exists (
        select from group_members join agents on agents.id = agent_id
        where group_id = groups.id and ${mayTakeRoom(now)})`,
  )
  return rows.map(({ id }) => id)
}
