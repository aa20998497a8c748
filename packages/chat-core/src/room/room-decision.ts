import type { Party } from '../actor.ts'
import { agentAtCapacity, agentNotFound } from '../errors.ts'
import type { NewMessage } from '../message/message.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'

/** The room stays as it is and gets messages. */
export const stay = (room: Room, messages: readonly NewMessage[]): RoomDecision => ({
  status: room.status,
  assignee: room.assignee,
  groupId: room.group.id,
  waitingSince: room.waitingSince,
  thread: 'keep',
  messages,
})

/** Into the line of a group, behind those who wait there. */
export const toWaiting = (
  state: RoomState,
  groupId: string,
  messages: readonly NewMessage[],
): RoomDecision => ({
  status: 'waiting',
  assignee: null,
  groupId,
  waitingSince: state.now,
  thread: 'next',
  messages,
})

/** Whether a room comes into a line with this decision, for there it is offered (RT-4). */
export const entersLine = ({ status, thread }: RoomDecision): boolean =>
  status === 'waiting' && thread === 'next'

/**
 * Into the hands of an agent, who does not own it yet: the only way there. Throws `agent_at_capacity`
 * (RM-11), and `agent_not_found` for one who has left (AG-7).
 */
export function toOpen(
  { room, load }: Pick<RoomState, 'room' | 'load'>,
  assignee: Party,
  messages: readonly NewMessage[],
): RoomDecision {
  if (!load) throw agentNotFound()
  if (load.agentId !== assignee.id)
    throw new Error('Nobody looked at what the new owner has in hand.')
  if (load.capacity !== null && load.openRooms >= load.capacity) throw agentAtCapacity(assignee)
  return {
    status: 'open',
    assignee,
    groupId: room.group.id,
    waitingSince: null,
    thread: 'next',
    messages,
  }
}

export const toClosed = (room: Room, messages: readonly NewMessage[]): RoomDecision => ({
  status: 'closed',
  assignee: null,
  groupId: room.group.id,
  waitingSince: null,
  thread: room.status === 'closed' ? 'keep' : 'close',
  messages,
})
