import type { Party, Room } from '@shopbell/chat-core'
import { eq } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { agents, customers, groups, rooms } from '../schema/index.ts'

export interface RoomRow {
  readonly rooms: typeof rooms.$inferSelect
  readonly customers: typeof customers.$inferSelect
  readonly groups: typeof groups.$inferSelect
  readonly agents: typeof agents.$inferSelect | null
}

/** Rooms with the names of everybody in them. */
export const selectRooms = (db: Queryable) =>
  db
    .select()
    .from(rooms)
    .innerJoin(customers, eq(customers.id, rooms.customerId))
    .innerJoin(groups, eq(groups.id, rooms.groupId))
    .leftJoin(agents, eq(agents.id, rooms.assigneeId))
    .$dynamic()

export const toParty = ({ id, name }: Party): Party => ({ id, name })

export function toRoom({
  rooms: room,
  customers: customer,
  groups: group,
  agents: agent,
}: RoomRow): Room {
  return {
    id: room.id,
    customer: { ...toParty(customer), identified: customer.personId !== null },
    group: toParty(group),
    status: room.status,
    assignee: agent && toParty(agent),
    priority: room.priority,
    waitingSince: room.waitingSince,
    lastSeq: room.lastSeq,
    version: room.version,
    joinedInto: room.joinedInto,
    createdAt: room.createdAt,
    updatedAt: room.updatedAt,
  }
}
