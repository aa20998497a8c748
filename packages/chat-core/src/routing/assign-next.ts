import type { Ports } from '../ports/ports.ts'
import { changeNotice } from '../room/change-room.ts'
import type { Room } from '../room/room.ts'

/** RT-3, told to the bus after the commit (DL-6). Answers the room that got an owner; null when the line did not move. */
export async function assignNext(
  ports: Pick<Ports, 'routing' | 'bus'>,
  groupId: string,
): Promise<Room | null> {
  const assigned = await ports.routing.assignNext(groupId)
  if (!assigned) return null
  ports.bus.publish(changeNotice(assigned, assigned.before))
  return assigned.room
}
