// @vitest-environment node
import type { RoomFact } from '@shopbell/chat-core'
import { expect, test } from 'vitest'
import { systemLine } from './system-line.ts'
import { asAnna, asMara, system } from './testing/messages.ts'

const mara = { id: 'mara', name: 'Mara' }
const anna = { id: 'anna', name: 'Anna' }
const bo = { id: 'bo', name: 'Bo' }

test.each<[RoomFact, string, string]>([
  [
    { type: 'room.assigned', agent: anna, by: null, waitedMs: 48_000 },
    'Anna answered after 0:48',
    'You took the room after 0:48',
  ],
  [
    { type: 'room.assigned', agent: anna, by: null, waitedMs: 400 },
    'Anna answered',
    'You took the room',
  ],
  [
    { type: 'room.assigned', agent: anna, by: null, waitedMs: 3_900_000 },
    'Anna answered after 1 h 5 min',
    'You took the room after 1 h 5 min',
  ],
  [
    { type: 'room.assigned', agent: anna, by: bo, waitedMs: 48_000 },
    'Anna is here for you',
    'Bo gave the room to you',
  ],
  [
    {
      type: 'room.assigned',
      agent: anna,
      by: null,
      waitedMs: 48_000,
      strategy: 'least_loaded',
    },
    'Anna is here for you',
    'You got the room after 0:48, by load',
  ],
  [
    { type: 'room.transferred', by: anna, agent: bo, group: null },
    'Bo takes over from here',
    'You passed the room to Bo',
  ],
  [
    { type: 'room.transferred', by: bo, agent: null, group: { id: 'g', name: 'Returns' } },
    'You are in line again, for Returns',
    'Bo passed the room to Returns',
  ],
  [
    { type: 'room.requeued', by: bo, agent: anna, waitingSince: '2026-11-20T12:00:00.000Z' },
    'Anna had to leave. You are back in line, with the turn you had',
    'Bo took you off the team; the room waits again',
  ],
  [
    { type: 'room.regrouped', by: bo, group: { id: 'g', name: 'Support' } },
    'Your chat goes on with Support',
    'Bo deleted the room’s group; it goes on in Support',
  ],
  [
    { type: 'room.reopened', by: mara, assignee: null },
    expect.stringMatching(/^You joined the line again at /) as unknown as string,
    'Mara wrote again and joined the line',
  ],
  [
    { type: 'room.reopened', by: anna, assignee: anna },
    'Anna is here again',
    'You reopened the room',
  ],
  [
    { type: 'room.closed', by: anna, reason: 'resolved' },
    'Anna ended the chat',
    'You closed the room',
  ],
  [{ type: 'room.closed', by: mara, reason: 'left' }, 'You ended the chat', 'Mara ended the chat'],
  [
    { type: 'customer.identified', customer: mara },
    'You are signed in as Mara',
    'The customer signed in as Mara',
  ],
  [{ type: 'room.rated', score: 4, comment: 'Quick' }, 'You gave 4 of 5', 'Rated 4 of 5: “Quick”'],
])('%o is told to each side in its own words', (fact, toCustomer, toAgent) => {
  expect(systemLine(system(1, fact), asMara)).toEqual(toCustomer)
  expect(systemLine(system(1, fact), asAnna)).toEqual(toAgent)
})
