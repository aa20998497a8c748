import type { AgentActor, QueueEntry } from '@shopbell/chat-core'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { rooms } from '../schema/index.ts'
import { inLine } from './list-rooms.ts'
import { mayView } from './room-access.ts'
import { selectSummaries, toSummary } from './room-summaries.ts'
import type { StoreContext } from './store-context.ts'

/** Every waiting room with its place in the line of its group, from 1. */
const selectPlaces = (db: Queryable) =>
  db
    .select({
      roomId: rooms.id,
      place: sql<number>`row_number() over (
        partition by ${rooms.groupId} order by ${sql.join([...inLine.by], sql`, `)})::int`.as(
        'place',
      ),
    })
    .from(rooms)
    .where(eq(rooms.status, 'waiting'))
    .as('places')

/** See `RoomStore.queuePlaces`. */
export async function findQueuePlaces(
  { db }: StoreContext,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (roomIds.length === 0) return new Map()
  const places = selectPlaces(db)
  const rows = await db
    .select({ roomId: places.roomId, place: places.place })
    .from(places)
    .where(inArray(places.roomId, [...roomIds]))
  return new Map(rows.map(({ roomId, place }) => [roomId, place]))
}

/** See `RoomStore.listQueue`. */
export async function listQueue(
  context: StoreContext,
  agent: AgentActor,
  limit: number,
): Promise<readonly QueueEntry[]> {
  const rows = await selectSummaries(context.db)
    .where(and(eq(rooms.status, 'waiting'), mayView(agent)))
    .orderBy(...inLine.by)
    .limit(limit)
  const line = rows.map(toSummary)
  const places = await findQueuePlaces(
    context,
    line.map(({ id }) => id),
  )
  return line.flatMap((room) => {
    const place = places.get(room.id)
    // Taken between the two reads: no longer in line.
    return place === undefined ? [] : [{ room, place }]
  })
}
