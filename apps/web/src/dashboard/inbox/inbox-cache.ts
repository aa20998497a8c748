import type { InboxFilter, InboxFrame, InboxPage, RoomSummary } from '@shopbell/chat-core'

/** The stream's newest word on a room; `room` is null once it is no longer this agent's to see. */
interface InboxChange {
  readonly version: number
  readonly room: RoomSummary | null
}

/**
 * What the stream said, beside the pages and not inside them: a page that was on its way while a frame arrived can
 * then neither bring back a room that has left nor hide one that came.
 */
export type InboxChanges = ReadonlyMap<string, InboxChange>

export const noChanges: InboxChanges = new Map()

/** Takes a frame in and keeps the greatest version of each room, so frames may come in any order. */
export function applyInboxFrame(changes: InboxChanges, frame: InboxFrame): InboxChanges {
  if (frame.type === 'room.changed')
    return keepNewest(changes, frame.room.id, { version: frame.room.version, room: frame.room })
  if (frame.type === 'room.gone')
    return keepNewest(changes, frame.roomId, { version: frame.version, room: null })
  return changes
}

function keepNewest(changes: InboxChanges, roomId: string, change: InboxChange): InboxChanges {
  const known = changes.get(roomId)
  if (known && !isNewer(change, known)) return changes
  return new Map(changes).set(roomId, change)
}

/** At the same version, gone wins: whatever the order, both ends agree. */
const isNewer = (change: InboxChange, known: InboxChange): boolean =>
  change.version > known.version ||
  (change.version === known.version && change.room === null && known.room !== null)

/** Drops what was already known in `before`: the pages have been read again since and say it themselves. */
export function forgetChanges(changes: InboxChanges, before: InboxChanges): InboxChanges {
  return new Map([...changes].filter(([roomId, change]) => before.get(roomId) !== change))
}

export interface InboxQuestion {
  readonly filter: InboxFilter
  readonly agentId: string
}

const isInFilter = (room: RoomSummary, { filter, agentId }: InboxQuestion): boolean =>
  filter === 'mine'
    ? room.status === 'open' && room.assignee?.id === agentId
    : room.status === filter

const descending = (a: string, b: string): number => (a === b ? 0 : a > b ? -1 : 1)

/** The server's order: the line by priority, then by wait; every other list by newest activity. */
function compareRooms(a: RoomSummary, b: RoomSummary, filter: InboxFilter): number {
  if (filter !== 'waiting') return descending(a.updatedAt, b.updatedAt) || descending(a.id, b.id)
  return (
    b.priority - a.priority ||
    descending(b.waitingSince ?? '', a.waitingSince ?? '') ||
    descending(b.id, a.id)
  )
}

/**
 * The rows to show: the pages with the changes laid over them. While more pages are to come, a room that belongs
 * behind the last row read is left to its own page.
 */
export function deriveInbox(
  pages: readonly InboxPage[],
  changes: InboxChanges,
  question: InboxQuestion,
): readonly RoomSummary[] {
  const read = new Map<string, RoomSummary>()
  for (const room of pages.flatMap((page) => page.rooms)) {
    const known = read.get(room.id)
    if (!known || room.version > known.version) read.set(room.id, room)
  }
  const lastRead = pages.at(-1)?.rooms.at(-1)
  const isPartial = pages.at(-1)?.nextCursor != null
  const rooms = new Map(read)
  for (const [roomId, change] of changes) {
    if (change.version <= (read.get(roomId)?.version ?? -1)) continue
    rooms.delete(roomId)
    if (change.room) rooms.set(roomId, change.room)
  }
  return [...rooms.values()]
    .filter((room) => isInFilter(room, question))
    .filter((room) => !isPartial || !lastRead || compareRooms(room, lastRead, question.filter) <= 0)
    .sort((a, b) => compareRooms(a, b, question.filter))
}

/**
 * The pages as the changes leave them: each room on the page it now belongs to. For pages that are not read again at
 * once, so that what was known can be laid down before newer news comes.
 */
export function bakePages(
  pages: readonly InboxPage[],
  changes: InboxChanges,
  question: InboxQuestion,
): InboxPage[] {
  const ends = pages.map((page) => page.rooms.at(-1))
  const placeOf = (room: RoomSummary): number => {
    const place = ends.findIndex((end) => end && compareRooms(room, end, question.filter) <= 0)
    return place < 0 ? pages.length - 1 : place
  }
  const baked = deriveInbox(pages, changes, question).map((room) => ({ room, at: placeOf(room) }))
  return pages.map((page, index) => ({
    ...page,
    rooms: baked.filter(({ at }) => at === index).map(({ room }) => room),
  }))
}

/** Whether a frame can have changed how many rooms a filter holds; `before` is what was known of the room. */
export function changesCounts(frame: InboxFrame, before: RoomSummary | undefined): boolean {
  if (frame.type === 'room.gone') return true
  if (frame.type !== 'room.changed') return false
  return before?.status !== frame.room.status || before.assignee?.id !== frame.room.assignee?.id
}
