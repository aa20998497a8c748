import { describe, expect, test } from 'vitest'
import type { RoomFact, SystemMessage, TextMessage } from '../message/message.ts'
import { toRoomEvent } from './room-event.ts'
import { applyRoomEvent, type RoomView } from './room-view.ts'

const NOW = '2026-11-20T12:00:00.000Z'
const CAME = '2026-11-20T11:45:00.000Z'
const anna = { id: 'anna', name: 'Anna' }
const mara = { id: 'mara', name: 'Mara' }
const lamps = { id: 'lamps', name: 'Lamps' }

const empty: RoomView = {
  roomId: 'room',
  customer: { ...mara, identified: false },
  status: 'closed',
  assignee: null,
  waitingSince: null,
  rating: null,
  messages: [],
  cursor: 0,
  hasOlder: true,
}

const entry = (seq: number) => ({ roomId: 'room', seq, threadId: 'thread', createdAt: NOW })

const text = (seq: number): TextMessage => ({
  ...entry(seq),
  kind: 'text',
  author: { kind: 'customer', ...mara },
  body: 'Hello',
  clientId: `key-${seq}`,
})

const system = (seq: number, fact: RoomFact): SystemMessage => ({
  ...entry(seq),
  kind: 'system',
  author: { kind: 'system', id: null, name: 'System' },
  fact,
})

const WAITING = { status: 'waiting', assignee: null, waitingSince: NOW }
const OPEN = { status: 'open', assignee: anna, waitingSince: null }
const CLOSED = { status: 'closed', assignee: null, waitingSince: null }

describe('applyRoomEvent', () => {
  test('DL-4: each fact of a conversation leaves the view as the room is then', () => {
    const steps: readonly (readonly [RoomFact, object])[] = [
      [{ type: 'room.opened' }, WAITING],
      [{ type: 'room.assigned', agent: anna, by: null, waitedMs: 5 }, OPEN],
      [{ type: 'room.transferred', by: anna, agent: null, group: lamps }, WAITING],
      [
        { type: 'room.assigned', agent: mara, by: anna, waitedMs: 5 },
        { ...OPEN, assignee: mara },
      ],
      [{ type: 'room.transferred', by: mara, agent: anna, group: null }, OPEN],
      [{ type: 'room.regrouped', by: mara, group: lamps }, OPEN],
      [
        { type: 'room.requeued', by: mara, agent: anna, waitingSince: CAME },
        { ...WAITING, waitingSince: CAME },
      ],
      [
        { type: 'room.regrouped', by: mara, group: lamps },
        { ...WAITING, waitingSince: CAME },
      ],
      [
        { type: 'room.closed', by: anna, reason: 'resolved' },
        { ...CLOSED, rating: null },
      ],
      [
        { type: 'room.rated', score: 4, comment: null },
        { ...CLOSED, rating: 4 },
      ],
      [
        { type: 'room.reopened', by: mara, assignee: null },
        { ...WAITING, rating: null },
      ],
      [{ type: 'room.closed', by: mara, reason: 'left' }, CLOSED],
      [{ type: 'room.reopened', by: anna, assignee: anna }, OPEN],
    ]
    let view = empty
    for (const [index, [fact, expected]] of steps.entries()) {
      view = applyRoomEvent(view, toRoomEvent(system(index + 1, fact)))
      expect(view).toMatchObject({ ...expected, cursor: index + 1 })
    }
    expect(view.messages).toHaveLength(steps.length)
    expect(view.hasOlder).toBe(true)
  })

  test('DL-4, CU-3: a join says what the room is, whatever the carried facts made of the view', () => {
    const joined: RoomFact = {
      type: 'room.joined',
      messageCount: 2,
      status: 'open',
      assignee: anna,
      waitingSince: null,
    }
    const facts: readonly RoomFact[] = [
      { type: 'room.opened' },
      { type: 'room.rated', score: 2, comment: null },
      joined,
    ]
    const view = facts
      .map((fact, index) => toRoomEvent(system(index + 1, fact)))
      .reduce(applyRoomEvent, empty)
    expect(view).toMatchObject({ ...OPEN, rating: null, cursor: 3 })
  })

  test('DL-4: an event that was folded in already changes nothing', () => {
    const events = [text(3), system(5, { type: 'room.opened' })].map(toRoomEvent)
    const view = events.reduce(applyRoomEvent, empty)
    expect(view.messages.map(({ seq }) => seq)).toEqual([3, 5])
    for (const event of events) expect(applyRoomEvent(view, event)).toBe(view)
  })

  test('DL-4: an event is named for what it says', () => {
    expect(toRoomEvent(text(1)).type).toBe('message.created')
    expect(toRoomEvent(system(2, { type: 'room.opened' })).type).toBe('room.opened')
  })

  test('DL-4: a fact that only a newer server knows moves nothing, and the log goes on', () => {
    const fact = { type: 'room.snoozed' } as unknown as RoomFact
    const view = applyRoomEvent(empty, toRoomEvent(system(1, fact)))
    expect(view).toMatchObject({ status: 'closed', cursor: 1 })
    expect(applyRoomEvent(view, toRoomEvent(text(2))).messages).toHaveLength(2)
  })
})
