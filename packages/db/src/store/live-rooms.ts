import type { LiveRoom } from '@shopbell/chat-core'
import { and, gt, inArray, isNull } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { rooms } from '../schema/index.ts'

/** See `RoomStore.liveRooms`. A room that lives has been written in and is not joined: so says the index as well. */
export async function findLiveRooms(db: Queryable): Promise<readonly LiveRoom[]> {
  const rows = await db
    .select({
      id: rooms.id,
      version: rooms.version,
      customerId: rooms.customerId,
      groupId: rooms.groupId,
      assigneeId: rooms.assigneeId,
    })
    .from(rooms)
    .where(
      and(
        inArray(rooms.status, ['waiting', 'open']),
        gt(rooms.lastSeq, 0),
        isNull(rooms.joinedInto),
      ),
    )
  return rows.map(({ id, version, customerId, groupId, assigneeId }) => ({
    id,
    version,
    customer: { id: customerId },
    group: { id: groupId },
    assignee: assigneeId === null ? null : { id: assigneeId },
  }))
}
