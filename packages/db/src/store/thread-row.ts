import type { Thread } from '@shopbell/chat-core'
import { eq } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { agents, groups, ratings, threads } from '../schema/index.ts'
import { toParty } from './room-row.ts'

export interface ThreadRow {
  readonly threads: typeof threads.$inferSelect
  readonly groups: typeof groups.$inferSelect
  readonly agents: typeof agents.$inferSelect | null
  readonly ratings: typeof ratings.$inferSelect | null
}

/** Threads with their ratings and the names of their owners. */
export const selectThreads = (db: Queryable) =>
  db
    .select()
    .from(threads)
    .innerJoin(groups, eq(groups.id, threads.groupId))
    .leftJoin(agents, eq(agents.id, threads.agentId))
    .leftJoin(ratings, eq(ratings.threadId, threads.id))
    .$dynamic()

export const toThread = ({
  threads: thread,
  groups: group,
  agents: agent,
  ratings: rating,
}: ThreadRow): Thread => ({
  id: thread.id,
  roomId: thread.roomId,
  status: thread.status,
  agent: agent && toParty(agent),
  group: toParty(group),
  openedAt: thread.openedAt,
  closedAt: thread.closedAt,
  rating: rating?.score ?? null,
})
