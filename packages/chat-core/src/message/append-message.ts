import type { Actor } from '../actor.ts'
import { idempotencyMismatch } from '../errors.ts'
import type { Ports } from '../ports/ports.ts'
import type { AppendInput } from '../ports/room-writes.ts'
import { requirePermission } from '../room/access-room.ts'
import { changeRoom } from '../room/change-room.ts'
import type { RoomDecision, RoomState } from '../room/room.ts'
import { cleanBody } from './clean-body.ts'
import { authorOf, isSameSend, type Message, type NewMessage } from './message.ts'

type DecideAppend = (actor: Actor, state: RoomState, message: NewMessage) => RoomDecision

/**
 * Stores a text or a note once (DL-2): in one statement where the store can (the plain case), else through `decide`,
 * under the room's lock. Answers the stored message, the first one when the send is a repetition. Throws the refusals
 * of a body, then `room_not_found`, `idempotency_mismatch` and what `decide` throws.
 */
export async function appendMessage(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  { decide, ...send }: AppendInput & { readonly decide: DecideAppend },
): Promise<Message> {
  const input = { ...send, body: cleanBody(send.body) }
  const result = await ports.rooms.appendMessage(actor, input)
  if (result.outcome === 'undecided') return appendByDecision(ports, actor, { ...input, decide })
  if (result.outcome === 'mismatch') throw idempotencyMismatch()
  const { message, room } = result
  if (result.outcome === 'appended')
    ports.bus.publish({ type: 'room.changed', room, messages: [message], statusChanged: false })
  return message
}

async function appendByDecision(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  { decide, kind, roomId, clientId, body }: AppendInput & { readonly decide: DecideAppend },
): Promise<Message> {
  const message: NewMessage = { kind, author: authorOf(actor), body, clientId }
  // Their text may take the room (MS-3).
  const ownerId = actor.kind === 'agent' && kind === 'text' ? actor.id : undefined
  const earlier: { sent: Message | null } = { sent: null }
  const { messages } = await changeRoom(ports, { roomId, clientId, ownerId }, (state) => {
    requirePermission(actor, 'room.view', state.room)
    earlier.sent = state.sent
    if (!state.sent) return decide(actor, state, message)
    if (isSameSend(state.sent, actor, { kind, body })) return null
    throw idempotencyMismatch()
  })
  const stored = earlier.sent ?? messages.find((entry) => entry.kind === kind)
  if (!stored) throw new Error('The store applied a decision without its message.')
  return stored
}
