import { ChatError, type InboxFilter, type RoomSummary } from '@shopbell/chat-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './inbox-cursor.ts'

const filters: readonly InboxFilter[] = ['mine', 'waiting', 'open', 'closed']

const time = fc
  .date({ min: new Date('2020-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

const summary = fc
  .record({
    id: fc.uuid(),
    priority: fc.integer({ min: -32_768, max: 32_767 }),
    updatedAt: time,
    waitingSince: fc.option(time),
  })
  .map(
    (columns): RoomSummary => ({
      ...columns,
      customer: { id: 'c', name: 'Mara', identified: false },
      group: { id: 'g', name: 'Support' },
      status: 'closed',
      assignee: null,
      lastSeq: 1,
      version: 1,
      joinedInto: null,
      lastMessage: null,
      unreadCount: 0,
    }),
  )

/** What a cursor is refused with. */
function refusalOf(filter: InboxFilter, cursor: string): unknown {
  try {
    return decodeCursor(filter, cursor)
  } catch (error) {
    return error instanceof ChatError ? error.code : error
  }
}

const cursorOf = (text: string) => Buffer.from(text).toString('base64url')

test('QU-4: a cursor says where a page of its list ended, and nothing to another list', () => {
  fc.assert(
    fc.property(fc.constantFrom(...filters), summary, (filter, last) => {
      const cursor = encodeCursor(filter, last)
      expect(decodeCursor(filter, cursor)).toEqual({
        priority: last.priority,
        at: last.waitingSince ?? last.updatedAt,
        roomId: last.id,
      })
      for (const other of filters.filter((one) => one !== filter))
        expect(refusalOf(other, cursor)).toBe('input_invalid')
    }),
  )
})

test('QU-4: whatever else comes as a cursor is input_invalid', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), (garbage) => {
      expect(refusalOf('open', garbage)).toBe('input_invalid')
      expect(refusalOf('open', cursorOf(garbage))).toBe('input_invalid')
    }),
  )
})

test.each([
  '2026-02-30T12:00:00.000Z',
  '2026-13-01T12:00:00.000Z',
  '2026-11-20T24:00:00.000Z',
  '0000-01-01T12:00:00.000Z',
])('QU-4: a cursor with the time %s, which no clock shows, is input_invalid', (at) => {
  const cursor = cursorOf(`open 0 ${at} 3f2504e0-4f89-41d3-9a0c-0305e82c3301`)
  expect(refusalOf('open', cursor)).toBe('input_invalid')
})
