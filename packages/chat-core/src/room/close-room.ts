import { type Actor, partyOf } from '../actor.ts'
import { systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { requirePermission } from './access-room.ts'
import { changeRoom } from './change-room.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'
import { toClosed } from './room-decision.ts'

/** RM-7: nobody waits for it and nobody owns it any more. A closed room stays closed, whoever asks. */
export function decideClose(actor: Actor, { room }: RoomState): RoomDecision | null {
  requirePermission(actor, 'room.view', room)
  if (room.status === 'closed') return null
  requirePermission(actor, 'room.close', room)
  const reason = actor.kind === 'customer' ? 'left' : 'resolved'
  return toClosed(room, [systemMessage({ type: 'room.closed', by: partyOf(actor), reason })])
}

/** Ends the conversation until somebody takes it up again. Throws `room_not_found`, `not_permitted`. */
export async function closeRoom(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  input: { readonly roomId: string },
): Promise<Room> {
  const { room } = await changeRoom(ports, input, (state) => decideClose(actor, state))
  return room
}
