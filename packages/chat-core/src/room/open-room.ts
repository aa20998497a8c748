import { type Actor, partyOf } from '../actor.ts'
import { notPermitted, roomGone } from '../errors.ts'
import { type NewMessage, systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'
import { toWaiting } from './room-decision.ts'

/** RM-3: a customer's message into a closed room puts it in line, with the fact that says why before the message. */
export function decideOpen(actor: Actor, state: RoomState, message: NewMessage): RoomDecision {
  const { room } = state
  if (room.joinedInto) throw roomGone()
  const fact = systemMessage(
    room.lastSeq === 0
      ? { type: 'room.opened' }
      : { type: 'room.reopened', by: partyOf(actor), assignee: null },
  )
  return toWaiting(state, room.group.id, [fact, message])
}

/** RM-1: the customer's one room, made when there is none; staff see nothing of it before its first message. */
export async function openRoom(ports: Pick<Ports, 'rooms'>, actor: Actor): Promise<Room> {
  if (actor.kind !== 'customer') throw notPermitted()
  return ports.rooms.getOrCreateRoom(actor.id)
}
