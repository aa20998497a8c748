import { type Actor, partyOf } from '../actor.ts'
import { alreadyAssigned, ChatError, roomGone } from '../errors.ts'
import { systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { requirePermission } from './access-room.ts'
import { changeRoom } from './change-room.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'
import { toOpen } from './room-decision.ts'

/** RM-8: a closed room with a history becomes the actor's; one they own already stays theirs. */
export function decideReopen(actor: Actor, state: RoomState): RoomDecision | null {
  const { room, thread } = state
  requirePermission(actor, 'room.reopen', room)
  if (room.assignee?.id === actor.id) return null
  if (room.assignee) throw alreadyAssigned(room.assignee)
  if (room.status === 'waiting')
    throw new ChatError('room_not_closed', 'This conversation is waiting to be taken.')
  if (!thread || room.joinedInto) throw roomGone()
  const by = partyOf(actor)
  return toOpen(state, by, [systemMessage({ type: 'room.reopened', by, assignee: by })])
}

/**
 * An agent takes a closed conversation up again.
 * Throws `room_not_found`, `not_permitted`, `already_assigned`, `room_not_closed`, `room_gone`,
 * `agent_at_capacity`.
 */
export async function reopenRoom(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  input: { readonly roomId: string },
): Promise<Room> {
  const { room } = await changeRoom(ports, { ...input, ownerId: actor.id }, (state) =>
    decideReopen(actor, state),
  )
  return room
}
