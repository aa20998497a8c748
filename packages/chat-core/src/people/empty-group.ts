import { type Actor, type Party, partyOf } from '../actor.ts'
import { systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { changeRoom } from '../room/change-room.ts'
import type { RoomDecision, RoomState } from '../room/room.ts'
import { stay } from '../room/room-decision.ts'

interface Regrouping {
  readonly from: string
  readonly to: Party
}

/** GR-3: a room goes on in another group, with its owner or its turn; null when it is elsewhere already. */
function decideRegroup(
  actor: Actor,
  { room }: Pick<RoomState, 'room'>,
  { from, to }: Regrouping,
): RoomDecision | null {
  if (room.group.id !== from) return null
  const moved = { ...stay(room, []), groupId: to.id }
  if (room.status === 'closed') return moved
  const fact = systemMessage({ type: 'room.regrouped', by: partyOf(actor), group: partyOf(to) })
  return { ...moved, thread: 'next', messages: [fact] }
}

const ROOMS_AT_ONCE = 100

/**
 * Moves every room of a group that was deleted into the default one. As none comes into it any more this ends, and what
 * was interrupted goes on when it is called again.
 */
export async function emptyGroup(
  ports: Pick<Ports, 'groups' | 'rooms' | 'bus'>,
  actor: Actor,
  from: string,
): Promise<void> {
  const [to] = await ports.groups.list()
  if (!to) throw new Error('There is always a default group.')
  for (;;) {
    await ports.groups.moveClosedRooms(from, to.id)
    const roomIds = await ports.groups.roomsIn(from, ROOMS_AT_ONCE)
    if (roomIds.length === 0) return
    for (const roomId of roomIds)
      await changeRoom(ports, { roomId }, (state) => decideRegroup(actor, state, { from, to }))
  }
}
