import { and, eq, inArray, sql } from 'drizzle-orm'
import { agentLinks } from '../schema/index.ts'
import type { StoreContext } from './store-context.ts'

/** What a node says of its agents. A node writes its own rows only. */
interface NodeLinks {
  readonly nodeId: string
  readonly agentIds: readonly string[]
}

/** See `RoutingStore.link`. One statement, in the order of the ids; an agent that there is not is left out. */
export async function linkAgents(
  { db, now }: StoreContext,
  { nodeId, agentIds }: NodeLinks,
  ttlMs: number,
): Promise<void> {
  if (agentIds.length === 0) return
  const ids = agentIds.map((id) => agentLinks.agentId.mapToDriverValue(id))
  await db.execute(sql`
    insert into agent_links (agent_id, node_id, until)
    select id, ${sql.param(nodeId, agentLinks.nodeId)}::uuid, ${now} + ${ttlMs}::int * interval '1 ms'
    from agents where id = any(${sql.param(ids)}::uuid[]) order by id
    on conflict (agent_id, node_id) do update set until = excluded.until`)
}

/** See `RoutingStore.unlink`. */
export async function unlinkAgents(
  { db }: StoreContext,
  {
    nodeId,
    agentIds,
  }: { readonly nodeId: string; readonly agentIds?: readonly string[] | undefined },
): Promise<void> {
  const ofAgents = agentIds && inArray(agentLinks.agentId, [...agentIds])
  await db.delete(agentLinks).where(and(eq(agentLinks.nodeId, nodeId), ofAgents))
}
