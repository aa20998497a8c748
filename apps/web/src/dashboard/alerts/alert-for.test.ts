import type { RoomSummary } from '@shopbell/chat-core'
import { expect, test } from 'vitest'
import { openRoom, roomSummary } from '../testing/room-summary.ts'
import { type AlertContext, alertFor } from './alert-for.ts'

const looking = (different: Partial<AlertContext> = {}): AlertContext => ({
  me: { id: 'anna', availability: 'online' },
  openRoomId: null,
  isHidden: false,
  ...different,
})

const kind = (room: RoomSummary, before?: RoomSummary, context = looking()) =>
  alertFor(room, before, context)?.kind ?? null

test('a customer who has just begun to wait is announced', () => {
  expect(kind(roomSummary())).toBe('waiting')
  expect(kind(roomSummary({ version: 9 }), openRoom('bo', { version: 8 }))).toBe('waiting')
})

test('a second message while waiting is not announced again', () => {
  const first = roomSummary()
  const second = roomSummary({ version: 2, lastSeq: 3, updatedAt: '2026-05-20T10:00:01.000Z' })
  expect(kind(second, first)).toBeNull()
})

test('a room that was already waiting when this screen first heard of it is not news', () => {
  expect(kind(roomSummary({ updatedAt: '2026-05-20T10:04:00.000Z' }))).toBeNull()
})

test('away still hears the line, offline does not', () => {
  const away = looking({ me: { id: 'anna', availability: 'away' } })
  const offline = looking({ me: { id: 'anna', availability: 'offline' } })
  expect(kind(roomSummary(), undefined, away)).toBe('waiting')
  expect(kind(roomSummary(), undefined, offline)).toBeNull()
})

test('a message in an own room is announced while another room is open or the tab is hidden', () => {
  const before = openRoom('anna', { lastSeq: 2 })
  const after = openRoom('anna', { lastSeq: 3, version: 2 })
  expect(kind(after, before, looking({ openRoomId: 'room-2' }))).toBe('message')
  expect(kind(after, before, looking({ openRoomId: 'room-1', isHidden: true }))).toBe('message')
})

test('what is in front of the agent’s eyes is never announced', () => {
  const open = looking({ openRoomId: 'room-1' })
  const before = openRoom('anna', { lastSeq: 2 })
  expect(kind(openRoom('anna', { lastSeq: 3 }), before, open)).toBeNull()
  expect(kind(roomSummary(), before, open)).toBeNull()
})

test('a colleague’s room, one’s own reply and a change without a message are quiet', () => {
  const before = openRoom('anna', { lastSeq: 2 })
  expect(kind(openRoom('bo', { lastSeq: 3 }), openRoom('bo', { lastSeq: 2 }))).toBeNull()
  expect(kind(openRoom('anna', { lastSeq: 3, unreadCount: 0 }), before)).toBeNull()
  expect(kind(openRoom('anna', { lastSeq: 2, version: 5 }), before)).toBeNull()
})

test('a closed room is never announced', () => {
  expect(kind(roomSummary({ status: 'closed', waitingSince: null }))).toBeNull()
})
