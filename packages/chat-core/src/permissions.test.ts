import { describe, expect, test } from 'vitest'
import type { Actor, StaffRole } from './actor.ts'
import { type Action, actions, can, type RoomOwnership } from './permissions.ts'

const staff = (role: StaffRole): Actor => ({
  kind: 'agent',
  id: 'me',
  name: 'Me',
  role,
  groupIds: ['lamps'],
})

const ACTORS = {
  customer: { kind: 'customer', id: 'me', name: 'Me' },
  agent: staff('agent'),
  manager: staff('manager'),
  admin: staff('admin'),
} as const satisfies Record<string, Actor>

const room = (customer: string, group: string, assignee: string | null): RoomOwnership => ({
  customer: { id: customer },
  group: { id: group },
  assignee: assignee === null ? null : { id: assignee },
})

/** In the order of a cell's letters. */
const ROOMS = [
  room('me', 'shades', null),
  room('other', 'lamps', null),
  room('other', 'lamps', 'other'),
  room('other', 'lamps', 'me'),
  room('other', 'shades', 'me'),
  room('other', 'shades', null),
  room('other', 'shades', 'other'),
] as const

/** Of customer, agent, manager and, where they may do more than that, admin: which of the rooms above they may do it to. */
const CELLS: Record<Action, readonly [string, string, string, string?]> = {
  'room.view': ['y------', '-yyyy--', 'yyyyyyy'],
  'room.read': ['y------', '-yyyy--', 'yyyyyyy'],
  'room.typing': ['y------', '-yyyy--', 'yyyyyyy'],
  'room.send': ['y------', '---yy--', 'yyyyyyy'],
  'room.close': ['y------', '---yy--', 'yyyyyyy'],
  'room.rate': ['y------', '-------', '-------'],
  'room.profile': ['-------', '-yyyy--', 'yyyyyyy'],
  'room.note': ['-------', '-yyyy--', 'yyyyyyy'],
  'room.tag': ['-------', '-yyyy--', 'yyyyyyy'],
  'room.accept': ['-------', '-yyyy--', 'yyyyyyy'],
  'room.reopen': ['-------', '-yyyy--', 'yyyyyyy'],
  'room.transfer': ['-------', '---yy--', 'yyyyyyy'],
  'room.assign': ['-------', '-------', 'yyyyyyy'],
  'inbox.view': ['-------', 'yyyyyyy', 'yyyyyyy'],
  'queue.view': ['-------', 'yyyyyyy', 'yyyyyyy'],
  'agent.view': ['-------', 'yyyyyyy', 'yyyyyyy'],
  'agent.name': ['-------', '---yy--', '---yy--', 'yyyyyyy'],
  'agent.place': ['-------', '-------', 'yyyyyyy'],
  'agent.appoint': ['-------', '-------', '-------', 'yyyyyyy'],
  'group.view': ['-------', 'yyyyyyy', 'yyyyyyy'],
  'group.manage': ['-------', '-------', 'yyyyyyy'],
  'tag.view': ['-------', 'yyyyyyy', 'yyyyyyy'],
  'tag.manage': ['-------', '-------', 'yyyyyyy'],
  'canned.view': ['-------', '-yyyy--', 'yyyyyyy'],
  'canned.manage': ['-------', '-------', 'yyyyyyy'],
}

describe('permissions', () => {
  test('PM-1: the table has a cell for every action', () => {
    expect(Object.keys(CELLS)).toEqual(actions)
  })

  for (const action of actions) {
    const [customer, agent, manager, admin = manager] = CELLS[action]
    for (const [role, cell] of Object.entries({ customer, agent, manager, admin }))
      test(`PM-1: ${role}, ${action}`, () => {
        const actor = ACTORS[role as keyof typeof ACTORS]
        const found = ROOMS.map((one) => (can(actor, action, one) ? 'y' : '-')).join('')
        expect(found).toBe(cell)
        expect(can(actor, action)).toBe(cell.includes('y'))
      })
  }

  test('PM-1: whoever may do something to a room may view it', () => {
    for (const actor of Object.values(ACTORS))
      for (const action of actions.filter((one) => one.startsWith('room.')))
        for (const one of ROOMS)
          if (can(actor, action, one)) expect(can(actor, 'room.view', one)).toBe(true)
  })
})
