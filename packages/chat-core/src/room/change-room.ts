import { roomNotFound } from '../errors.ts'
import type { Message } from '../message/message.ts'
import type { Notice, Ports, RoomChange, RoomMark } from '../ports.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'

export const roomMark = (room: Room): RoomMark => ({
  roomId: room.id,
  groupId: room.group.id,
  status: room.status,
  version: room.version,
  lastSeq: room.lastSeq,
})

const movesRoom = (message: Message): boolean =>
  message.kind === 'system' && message.fact.type !== 'room.rated'

export const changeNotice = ({ room, messages }: RoomChange): Notice => ({
  type: 'room.changed',
  room: roomMark(room),
  messages,
  statusChanged: messages.some(movesRoom),
})

/**
 * Shows the locked room to `decide`, stores what it says and, after the commit, tells the bus (DL-6).
 * Answers the room as it is then. Throws `room_not_found` and what `decide` throws.
 */
export async function changeRoom(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  { roomId, clientId }: { readonly roomId: string; readonly clientId?: string | undefined },
  decide: (state: RoomState) => RoomDecision | null,
): Promise<RoomChange> {
  const change = await ports.rooms.changeRoom(roomId, decide, clientId)
  if (!change) throw roomNotFound()
  if (change.messages.length > 0) ports.bus.publish(changeNotice(change))
  return change
}
