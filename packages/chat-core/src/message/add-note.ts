import type { Actor } from '../actor.ts'
import { roomClosed } from '../errors.ts'
import type { Ports } from '../ports/ports.ts'
import { requirePermission } from '../room/access-room.ts'
import type { RoomDecision, RoomState } from '../room/room.ts'
import { stay } from '../room/room-decision.ts'
import { appendMessage } from './append-message.ts'
import type { Message, NewMessage } from './message.ts'

/** MS-4: whoever answers in the group may note, while the room is not closed. */
export function decideNote(actor: Actor, { room }: RoomState, message: NewMessage): RoomDecision {
  requirePermission(actor, 'room.note', room)
  if (room.status === 'closed') throw roomClosed()
  return stay(room, [message])
}

/**
 * Leaves a note that only staff see. Throws the refusals of a body, then `room_not_found`, `idempotency_mismatch`,
 * `not_permitted`, `room_closed`.
 */
export function addNote(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  input: { readonly roomId: string; readonly clientId: string; readonly body: string },
): Promise<Message> {
  return appendMessage(ports, actor, { ...input, kind: 'note', decide: decideNote })
}
