import type { Party } from '../actor.ts'
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

/** Into the hands of an agent. */
export const toOpen = (
  room: Room,
  assignee: Party,
  messages: readonly NewMessage[],
): RoomDecision => ({
  status: 'open',
  assignee,
  groupId: room.group.id,
  waitingSince: null,
  thread: 'next',
  messages,
})

export const toClosed = (room: Room, messages: readonly NewMessage[]): RoomDecision => ({
  status: 'closed',
  assignee: null,
  groupId: room.group.id,
  waitingSince: null,
  thread: room.status === 'closed' ? 'keep' : 'close',
  messages,
})
