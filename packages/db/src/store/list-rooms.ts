import type {
  AgentActor,
  InboxCounts,
  InboxFilter,
  InboxPage,
  InboxQuery,
} from '@shopbell/chat-core'
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { rooms } from '../schema/index.ts'
import { decodeCursor, encodeCursor, type InboxPosition } from './inbox-cursor.ts'
import { mayView } from './room-access.ts'
import { selectSummaries, toSummary } from './room-summaries.ts'
import type { StoreContext } from './store-context.ts'

interface Order {
  readonly by: readonly SQL[]
  after(position: InboxPosition): SQL
}

const byActivity: Order = {
  by: [desc(rooms.updatedAt), desc(rooms.id)],
  after: ({ at, roomId }) =>
    sql`(${rooms.updatedAt}, ${rooms.id}) < (${at}::timestamptz, ${roomId}::uuid)`,
}

/** Greater priority first, then the longest wait. */
export const inLine: Order = {
  by: [desc(rooms.priority), asc(rooms.waitingSince), asc(rooms.id)],
  after: ({ priority, at, roomId }) =>
    sql`(-${rooms.priority}::int, ${rooms.waitingSince}, ${rooms.id})
      > (${-priority}::int, ${at}::timestamptz, ${roomId}::uuid)`,
}

/** QU-3. Word for word what the index is about. */
const isListed = sql`${rooms.lastSeq} > 0 and ${rooms.joinedInto} is null`

function isIn(filter: InboxFilter, agent: AgentActor): SQL | undefined {
  if (filter === 'mine') return eq(rooms.assigneeId, agent.id)
  return and(eq(rooms.status, filter), mayView(agent))
}

/** See `RoomStore.listRooms`. Keyset pages: a room that moves meanwhile does not shift the others between pages. */
export async function listRooms(
  { db }: StoreContext,
  agent: AgentActor,
  { filter, cursor, limit }: InboxQuery,
): Promise<InboxPage> {
  const order = filter === 'waiting' ? inLine : byActivity
  const after = cursor === undefined ? undefined : order.after(decodeCursor(filter, cursor))
  const rows = await selectSummaries(db)
    .where(and(isListed, isIn(filter, agent), after))
    .orderBy(...order.by)
    .limit(limit + 1)
  const page = rows.slice(0, limit).map(toSummary)
  const last = page.at(-1)
  return {
    rooms: page,
    nextCursor: last && rows.length > limit ? encodeCursor(filter, last) : null,
  }
}

/** See `RoomStore.countRooms`. */
export async function countRooms({ db }: StoreContext, agent: AgentActor): Promise<InboxCounts> {
  const countOf = (condition: SQL) => sql<number>`count(*) filter (where ${condition})::int`
  const [counts] = await db
    .select({
      mine: countOf(eq(rooms.assigneeId, agent.id)),
      waiting: countOf(eq(rooms.status, 'waiting')),
      open: countOf(eq(rooms.status, 'open')),
    })
    .from(rooms)
    .where(and(isListed, sql`${rooms.status} in ('waiting', 'open')`, mayView(agent)))
  if (!counts) throw new Error('count answered no row.')
  return counts
}
