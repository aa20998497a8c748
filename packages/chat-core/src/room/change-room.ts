import { roomNotFound } from '../errors.ts'
import type { Message, RoomFactType } from '../message/message.ts'
import type { RoomOwnership } from '../permissions.ts'
import type { Notice } from '../ports/bus.ts'
import type { Ports } from '../ports/ports.ts'
import type { ChangeLookups, RoomChange, RoomMark } from '../ports/room-writes.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'

export const roomMark = (room: Room): RoomMark => ({
  roomId: room.id,
  groupId: room.group.id,
  status: room.status,
  version: room.version,
  lastSeq: room.lastSeq,
})

const STILL: ReadonlySet<RoomFactType> = new Set(['room.rated', 'customer.identified'])

const movesRoom = (message: Message): boolean =>
  message.kind === 'system' && !STILL.has(message.fact.type)

const ownershipOf = ({ customer, group, assignee }: RoomOwnership): RoomOwnership => ({
  customer: { id: customer.id },
  group: { id: group.id },
  assignee: assignee && { id: assignee.id },
})

/** @param before the room as the decision saw it */
export const changeNotice = ({ room, messages }: RoomChange, before: Room): Notice => {
  const statusChanged = messages.some(movesRoom)
  return {
    type: 'room.changed',
    room: roomMark(room),
    messages,
    statusChanged,
    ...(statusChanged && { before: ownershipOf(before) }),
  }
}

/**
 * Shows the locked room to `decide`, stores what it says and, after the commit, tells the bus (DL-6).
 * Answers the room as it is then. Throws `room_not_found` and what `decide` throws.
 */
export async function changeRoom(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  { roomId, ...lookups }: ChangeLookups & { readonly roomId: string },
  decide: (state: RoomState) => RoomDecision | null,
): Promise<RoomChange> {
  const seen: { room: Room | null } = { room: null }
  const change = await ports.rooms.changeRoom(
    roomId,
    (state) => {
      seen.room = state.room
      return decide(state)
    },
    lookups,
  )
  if (!change) throw roomNotFound()
  if (change.messages.length > 0) ports.bus.publish(changeNotice(change, seen.room ?? change.room))
  return change
}
