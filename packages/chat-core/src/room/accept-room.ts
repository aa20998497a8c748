import { type Actor, partyOf } from '../actor.ts'
import { alreadyAssigned, roomGone } from '../errors.ts'
import { systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { accessRoom, requirePermission } from './access-room.ts'
import { changeRoom } from './change-room.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'
import { toOpen } from './room-decision.ts'

/** Whether it is there to take; false for one's own. Throws `already_assigned` and `room_gone`. */
function isFree(actor: Actor, room: Room): boolean {
  if (room.assignee?.id === actor.id) return false
  if (room.assignee) throw alreadyAssigned(room.assignee)
  if (room.status === 'closed') throw roomGone()
  return true
}

/** RM-4: a waiting room becomes the actor's; one they own already stays theirs. */
export function decideAccept(actor: Actor, state: RoomState): RoomDecision | null {
  requirePermission(actor, 'room.accept', state.room)
  if (!isFree(actor, state.room)) return null
  const agent = partyOf(actor)
  return toOpen(state, agent, [
    systemMessage({ type: 'room.assigned', agent, by: null, waitedMs: state.waitedMs }),
  ])
}

/**
 * An agent takes a waiting room. Looked at before it is locked: of a crowd that reaches for one room, those who are
 * late learn so without waiting for each other.
 * Throws `room_not_found`, `not_permitted`, `already_assigned`, `room_gone`, `agent_at_capacity`.
 */
export async function acceptRoom(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  input: { readonly roomId: string },
): Promise<Room> {
  const seen = await accessRoom(ports, actor, { ...input, action: 'room.accept' })
  if (!isFree(actor, seen)) return seen
  const { room } = await changeRoom(ports, { ...input, ownerId: actor.id }, (state) =>
    decideAccept(actor, state),
  )
  return room
}
