import type { LiveRoom, RoomStatus } from '@shopbell/chat-core'
import { expect, test } from 'vitest'
import { KnownRooms } from './known-rooms.ts'

const room = (id: string, version: number, agentId: string | null = null): LiveRoom => ({
  id,
  version,
  customer: { id: `customer of ${id}` },
  group: { id: 'group' },
  assignee: agentId === null ? null : { id: agentId },
})

const as = (live: LiveRoom, status: RoomStatus) => ({ ...live, status })

test('a room that changed, came or ended unheard was missed, with whose it was', () => {
  const known = new KnownRooms()
  expect(known.missed([room('a', 1, 'ann'), room('b', 1), room('c', 1)])).toEqual([])
  expect(known.missed([room('a', 2), room('b', 1), room('d', 1)])).toEqual([
    { roomId: 'a', before: room('a', 1, 'ann') },
    { roomId: 'd', before: undefined },
    { roomId: 'c', before: room('c', 1) },
  ])
  expect(known.missed([room('a', 2), room('b', 1), room('d', 1)])).toEqual([])
})

test('what was read because of a notice was not missed', () => {
  const known = new KnownRooms()
  known.missed([room('a', 1), room('b', 1)])
  known.learn(as(room('a', 2), 'open'))
  known.learn(as(room('b', 2), 'closed'))
  known.learn(as(room('c', 1), 'waiting'))
  expect(known.missed([room('a', 2), room('c', 1)])).toEqual([])
})

test('a list that is older than what was read since takes nothing back', () => {
  const known = new KnownRooms()
  known.missed([room('a', 1)])
  known.learn(as(room('a', 3), 'open'))
  expect(known.missed([room('a', 2)])).toEqual([])
  expect(known.missed([room('a', 3)])).toEqual([])
  known.learn(as(room('a', 2), 'open'))
  expect(known.missed([room('a', 4)])).toEqual([{ roomId: 'a', before: room('a', 3) }])
})
