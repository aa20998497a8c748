import type { Actor } from '../actor.ts'
import { alreadyAssigned, notPermitted, roomClosed } from '../errors.ts'
import { can } from '../permissions.ts'
import type { Ports } from '../ports/ports.ts'
import { decideAccept } from '../room/accept-room.ts'
import { requirePermission } from '../room/access-room.ts'
import { decideOpen } from '../room/open-room.ts'
import type { RoomDecision, RoomState } from '../room/room.ts'
import { stay } from '../room/room-decision.ts'
import { appendMessage } from './append-message.ts'
import type { Message, NewMessage } from './message.ts'

/** MS-2 for customers, MS-3 for agents: where a text may go, and what it makes of the room. */
export function decideSend(actor: Actor, state: RoomState, message: NewMessage): RoomDecision {
  const { room } = state
  requirePermission(actor, 'room.view', room)
  if (actor.kind === 'customer')
    return room.status === 'closed' ? decideOpen(actor, state, message) : stay(room, [message])
  const accepted = room.status === 'waiting' && decideAccept(actor, state)
  if (accepted) return { ...accepted, messages: [...accepted.messages, message] }
  if (room.status === 'closed') throw roomClosed()
  if (can(actor, 'room.send', room)) return stay(room, [message])
  throw room.assignee ? alreadyAssigned(room.assignee) : notPermitted()
}

/**
 * Sends a text; `clientId` is the key under which it may be sent again. Throws the refusals of a body, then
 * `room_not_found`, `idempotency_mismatch`, `already_assigned`, `room_closed`, `room_gone`, `agent_at_capacity`.
 */
export function sendMessage(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  input: { readonly roomId: string; readonly clientId: string; readonly body: string },
): Promise<Message> {
  return appendMessage(ports, actor, { ...input, kind: 'text', decide: decideSend })
}
