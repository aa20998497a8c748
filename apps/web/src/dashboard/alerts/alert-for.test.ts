import type { RoomSummary } from '@shopbell/chat-core'
import { expect, test } from 'vitest'
import { openRoom, roomSummary } from '../testing/room-summary.ts'
import { type AlertContext, alertFor, isAlertOver } from './alert-for.ts'

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

const said = (createdAt: string, lastSeq: number): Partial<RoomSummary> => ({
  lastSeq,
  version: lastSeq,
  lastMessage: { authorKind: 'customer', authorName: 'Mara', excerpt: 'Hello?', createdAt },
})
const before = openRoom('anna', said('2026-05-20T10:00:00.000Z', 2))
const after = openRoom('anna', said('2026-05-20T10:01:00.000Z', 3))

test('a message in an own room is announced while another room is open or the tab is hidden', () => {
  expect(kind(after, before, looking({ openRoomId: 'room-2' }))).toBe('message')
  expect(kind(after, before, looking({ openRoomId: 'room-1', isHidden: true }))).toBe('message')
})

test('what is in front of the agent’s eyes is never announced', () => {
  const open = looking({ openRoomId: 'room-1' })
  expect(kind(after, before, open)).toBeNull()
  expect(kind(roomSummary(), before, open)).toBeNull()
})

test('taking a room is no message, though the log grows by it', () => {
  const waiting = roomSummary(said('2026-05-20T10:00:00.000Z', 2))
  expect(kind(openRoom('anna', said('2026-05-20T10:00:00.000Z', 3)), waiting)).toBeNull()
})

test('a colleague’s room and what has been read already are quiet', () => {
  expect(kind({ ...after, assignee: { id: 'bo', name: 'Bo' } }, before)).toBeNull()
  expect(kind({ ...after, unreadCount: 0 }, before)).toBeNull()
})

test('a closed room is never announced', () => {
  expect(kind(roomSummary({ status: 'closed', waitingSince: null }))).toBeNull()
})

test('an alert is over once somebody else took the room, it closed, or its own agent has read it', () => {
  const { me } = looking()
  expect(isAlertOver(roomSummary(), me)).toBe(false)
  expect(isAlertOver(after, me)).toBe(false)
  expect(isAlertOver({ ...after, unreadCount: 0 }, me)).toBe(true)
  expect(isAlertOver({ ...after, assignee: { id: 'bo', name: 'Bo' } }, me)).toBe(true)
  expect(isAlertOver(roomSummary({ status: 'closed', waitingSince: null }), me)).toBe(true)
})
