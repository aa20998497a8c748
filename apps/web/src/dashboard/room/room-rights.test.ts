import type { Agent, RoomView } from '@shopbell/chat-core'
import { expect, test } from 'vitest'
import { mayDo } from './room-rights.ts'

const agent = (different: Partial<Agent> = {}): Agent => ({
  id: 'anna',
  personId: 'person-anna',
  name: 'Anna Kovač',
  role: 'agent',
  availability: 'online',
  previewFirst: false,
  capacity: null,
  avatarUrl: null,
  groupIds: ['group-1'],
  ...different,
})

const roomOf = (agentId: string | null): RoomView => ({
  roomId: 'room-1',
  customer: { id: 'customer-1', name: 'Mara', identified: true },
  status: agentId ? 'open' : 'waiting',
  assignee: agentId ? { id: agentId, name: agentId } : null,
  waitingSince: null,
  rating: null,
  messages: [],
  cursor: 0,
  hasOlder: false,
})

test('an agent may take what waits, and answer, pass on and close only what is theirs', () => {
  expect(mayDo(agent(), 'room.accept', roomOf(null))).toBe(true)
  for (const action of ['room.send', 'room.transfer', 'room.close'] as const) {
    expect(mayDo(agent(), action, roomOf('anna'))).toBe(true)
    expect(mayDo(agent(), action, roomOf('bo'))).toBe(false)
  }
})

test('a colleague’s room may be read and noted on', () => {
  expect(mayDo(agent(), 'room.note', roomOf('bo'))).toBe(true)
})

test('a manager may step into any room and assign one that waits; an agent may not assign', () => {
  const manager = agent({ role: 'manager', groupIds: [] })
  expect(mayDo(manager, 'room.send', roomOf('bo'))).toBe(true)
  expect(mayDo(manager, 'room.assign', roomOf(null))).toBe(true)
  expect(mayDo(agent(), 'room.assign', roomOf(null))).toBe(false)
})
