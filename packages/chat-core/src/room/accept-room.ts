import { type Actor, partyOf } from '../actor.ts'
import { alreadyAssigned, roomGone } from '../errors.ts'
import { systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { requirePermission } from './access-room.ts'
import { changeRoom } from './change-room.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'
import { toOpen } from './room-decision.ts'

/** RM-4: a waiting room becomes the actor's; one they own already stays theirs. */
export function decideAccept(actor: Actor, state: RoomState): RoomDecision | null {
  const { room } = state
  requirePermission(actor, 'room.accept', room)
  if (room.assignee?.id === actor.id) return null
  if (room.assignee) throw alreadyAssigned(room.assignee)
  if (room.status === 'closed') throw roomGone()
  const agent = partyOf(actor)
  return toOpen(state, agent, [
    systemMessage({ type: 'room.assigned', agent, by: null, waitedMs: state.waitedMs }),
  ])
}

/**
 * An agent takes a waiting room.
 * Throws `room_not_found`, `not_permitted`, `already_assigned`, `room_gone`, `agent_at_capacity`.
 */
export async function acceptRoom(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  input: { readonly roomId: string },
): Promise<Room> {
  const { room } = await changeRoom(ports, { ...input, ownerId: actor.id }, (state) =>
    decideAccept(actor, state),
  )
  return room
}
