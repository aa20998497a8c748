import type { InboxFilter, InboxFrame, InboxPage, RoomSummary } from '@shopbell/chat-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openRoom, roomSummary } from '../testing/room-summary.ts'
import {
  applyInboxFrame,
  bakePages,
  changesCounts,
  deriveInbox,
  forgetChanges,
  type InboxChanges,
  noChanges,
} from './inbox-cache.ts'

const agentId = 'anna'
const changed = (room: RoomSummary): InboxFrame => ({ type: 'room.changed', room })
const gone = (roomId: string, version: number): InboxFrame => ({
  type: 'room.gone',
  roomId,
  version,
})
const page = (rooms: readonly RoomSummary[], nextCursor: string | null = null): InboxPage => ({
  rooms,
  nextCursor,
})
const fold = (frames: readonly InboxFrame[]): InboxChanges =>
  frames.reduce(applyInboxFrame, noChanges)
const ids = (filter: InboxFilter, pages: readonly InboxPage[], frames: readonly InboxFrame[]) =>
  deriveInbox(pages, fold(frames), { filter, agentId }).map((room) => room.id)
const at = (minute: number): string => `2026-05-20T10:${String(minute).padStart(2, '0')}:00.000Z`

test('a room with newer activity moves to the top of its list', () => {
  const pages = [
    page([
      openRoom('anna', { id: 'a', updatedAt: at(5) }),
      openRoom('anna', { id: 'b', updatedAt: at(4) }),
    ]),
  ]
  const frame = changed(openRoom('anna', { id: 'b', version: 2, updatedAt: at(6) }))
  expect(ids('mine', pages, [frame])).toEqual(['b', 'a'])
})

test('the line is by priority, then by the longest wait', () => {
  const frames = [
    roomSummary({ id: 'late', waitingSince: at(9) }),
    roomSummary({ id: 'early', waitingSince: at(1) }),
    roomSummary({ id: 'urgent', waitingSince: at(9), priority: 1 }),
  ].map(changed)
  expect(ids('waiting', [page([])], frames)).toEqual(['urgent', 'early', 'late'])
})

test('a taken room leaves Waiting and appears in Mine and All open', () => {
  const waiting = [page([roomSummary({ id: 'a' })])]
  const frames = [changed(openRoom('anna', { id: 'a', version: 2 }))]
  expect(ids('waiting', waiting, frames)).toEqual([])
  expect(ids('mine', [page([])], frames)).toEqual(['a'])
  expect(ids('open', [page([])], frames)).toEqual(['a'])
})

test('a colleague’s room is open, but not mine', () => {
  const frames = [changed(openRoom('bo', { id: 'a' }))]
  expect(ids('mine', [page([])], frames)).toEqual([])
  expect(ids('open', [page([])], frames)).toEqual(['a'])
})

test('an older word on a room changes nothing, from the stream or from a page', () => {
  const newest = changed(openRoom('anna', { id: 'a', version: 5 }))
  const older = changed(roomSummary({ id: 'a', version: 4 }))
  expect(ids('waiting', [page([roomSummary({ id: 'a', version: 3 })])], [newest, older])).toEqual(
    [],
  )
  const pageAhead = [page([openRoom('anna', { id: 'a', version: 6 })])]
  expect(ids('mine', pageAhead, [changed(roomSummary({ id: 'a', version: 5 }))])).toEqual(['a'])
})

test('a room that is gone stays gone when a page that was on its way still holds it', () => {
  const late = [page([openRoom('anna', { id: 'a', version: 1 })])]
  expect(ids('mine', late, [gone('a', 2)])).toEqual([])
})

test('a room that two pages hold is shown once, at its newest', () => {
  const pages = [
    page([openRoom('anna', { id: 'a', version: 2, updatedAt: at(9) })], 'more'),
    page([openRoom('anna', { id: 'a', version: 1, updatedAt: at(1) })]),
  ]
  expect(deriveInbox(pages, noChanges, { filter: 'mine', agentId })).toEqual([
    openRoom('anna', { id: 'a', version: 2, updatedAt: at(9) }),
  ])
})

test('while pages are to come, a room behind the last row read waits for its page', () => {
  const frames = [changed(roomSummary({ id: 'new', waitingSince: at(9) }))]
  const rooms = [roomSummary({ id: 'old', waitingSince: at(1) })]
  expect(ids('waiting', [page(rooms, 'more')], frames)).toEqual(['old'])
  expect(ids('waiting', [page(rooms)], frames)).toEqual(['old', 'new'])
})

test('after the pages were read again, only what came since is laid over them', () => {
  const before = fold([
    changed(openRoom('anna', { id: 'a' })),
    changed(openRoom('anna', { id: 'b' })),
  ])
  const since = applyInboxFrame(before, changed(openRoom('anna', { id: 'b', version: 2 })))
  expect([...forgetChanges(since, before).keys()]).toEqual(['b'])
})

test('changes laid down in the pages show the same rows as laid over them', () => {
  fc.assert(
    fc.property(anyHistory, fc.array(anyRoom), fc.nat(3), (frames, rooms, cut) => {
      for (const filter of ['mine', 'waiting', 'open', 'closed'] as const) {
        const question = { filter, agentId }
        const sorted = deriveInbox([page(rooms)], noChanges, question)
        const pages = [page(sorted.slice(0, cut), 'more'), page(sorted.slice(cut))]
        const baked = bakePages(pages, fold(frames), question)
        expect(deriveInbox(baked, noChanges, question)).toEqual(
          deriveInbox(pages, fold(frames), question),
        )
      }
    }),
  )
})

test('counts are asked for again only when a room may have changed lists', () => {
  const before = openRoom('anna', { id: 'a' })
  expect(changesCounts(changed(openRoom('anna', { id: 'a', lastSeq: 9 })), before)).toBe(false)
  expect(changesCounts(changed(openRoom('bo', { id: 'a' })), before)).toBe(true)
  expect(changesCounts(changed(roomSummary({ id: 'a' })), before)).toBe(true)
  expect(changesCounts(changed(before), undefined)).toBe(true)
  expect(changesCounts(gone('a', 2), before)).toBe(true)
  expect(changesCounts({ type: 'ready' }, before)).toBe(false)
})

const anyRoom = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    version: fc.integer({ min: 1, max: 8 }),
    status: fc.constantFrom('waiting' as const, 'open' as const, 'closed' as const),
    owner: fc.constantFrom('anna', 'bo'),
    minute: fc.integer({ min: 0, max: 59 }),
  })
  .map(({ id, version, status, owner, minute }) =>
    status === 'open'
      ? openRoom(owner, { id, version, updatedAt: at(minute) })
      : roomSummary({
          id,
          version,
          status,
          updatedAt: at(minute),
          waitingSince: status === 'waiting' ? at(minute) : null,
        }),
  )

/** As the server writes them: one state for each version of a room. */
const anyHistory = fc
  .uniqueArray(anyRoom, { selector: (room) => `${room.id}:${room.version}` })
  .chain((rooms) =>
    fc
      .array(fc.boolean(), { minLength: rooms.length, maxLength: rooms.length })
      .map((isGone) =>
        rooms.map((room, index) => (isGone[index] ? gone(room.id, room.version) : changed(room))),
      ),
  )

test('any order of the same frames, with repeats, ends in the same list', () => {
  const shuffled = anyHistory.chain((frames) =>
    fc.tuple(
      fc.constant(frames),
      fc.shuffledSubarray(frames, { minLength: frames.length, maxLength: frames.length }),
      fc.subarray(frames),
    ),
  )
  fc.assert(
    fc.property(shuffled, fc.array(anyRoom), (drawn, rooms) => {
      const [frames, otherOrder, repeats] = drawn
      for (const filter of ['mine', 'waiting', 'open', 'closed'] as const)
        expect(ids(filter, [page(rooms)], [...repeats, ...otherOrder])).toEqual(
          ids(filter, [page(rooms)], frames),
        )
    }),
  )
})

test('no list ever shows a room twice or one that another list should hold', () => {
  fc.assert(
    fc.property(anyHistory, fc.array(anyRoom), (frames, rooms) => {
      const shown = (['waiting', 'open', 'closed'] as const).map((filter) =>
        ids(filter, [page(rooms)], frames),
      )
      expect(new Set(shown.flat()).size).toBe(shown.flat().length)
    }),
  )
})
