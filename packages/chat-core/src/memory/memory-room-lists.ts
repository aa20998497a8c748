import type { AgentActor } from '../actor.ts'
import { ChatError } from '../errors.ts'
import { can } from '../permissions.ts'
import type { InboxFilter } from '../ports/inbox.ts'
import type { RoomStore } from '../ports/room-store.ts'
import { toRoom, toSummary } from './room-rows.ts'
import type { RoomRow, Tables } from './tables.ts'

type RoomLists = Pick<
  RoomStore,
  'listRooms' | 'countRooms' | 'summaries' | 'listQueue' | 'queuePlaces'
>

/** Where a room stands in a list; the id decides between rooms of the same moment. */
interface Position {
  readonly priority: number
  readonly at: string
  readonly id: string
}

const positionOf = ({ priority, waitingSince, updatedAt, id }: RoomRow): Position => ({
  priority,
  at: waitingSince ?? updatedAt,
  id,
})

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** QU-1 */
const byTurn = (a: Position, b: Position): number =>
  b.priority - a.priority || byText(a.at, b.at) || byText(a.id, b.id)

const byActivity = (a: Position, b: Position): number => byText(b.at, a.at) || byText(b.id, a.id)

const toCursor = (filter: InboxFilter, { priority, at, id }: Position): string =>
  [filter, priority, at, id].join('|')

function fromCursor(filter: InboxFilter, cursor: string): Position {
  const [list, priority, at, id] = cursor.split('|')
  if (list !== filter || !at || !id || !Number.isInteger(Number(priority)))
    throw new ChatError('input_invalid', 'This cursor is not from this list.')
  return { priority: Number(priority), at, id }
}

const isListed = (filter: InboxFilter, row: RoomRow, agent: AgentActor): boolean =>
  filter === 'mine' ? row.assigneeId === agent.id : row.status === filter

/** QU-3: empty and joined rooms are in no list. */
const visibleRows = (tables: Tables, agent: AgentActor): RoomRow[] =>
  [...tables.rooms.values()].filter(
    (row) =>
      row.log.length > 0 && row.joinedInto === null && can(agent, 'room.view', toRoom(tables, row)),
  )

/** Those of the rows that wait, in the order of their line. */
export const queueOf = (rows: Iterable<RoomRow>): RoomRow[] =>
  [...rows]
    .filter(({ status }) => status === 'waiting')
    .sort((a, b) => byTurn(positionOf(a), positionOf(b)))

function placeOf(tables: Tables, row: RoomRow): number {
  const line = queueOf(tables.rooms.values()).filter(({ groupId }) => groupId === row.groupId)
  return line.indexOf(row) + 1
}

export const createRoomLists = (tables: Tables): RoomLists => ({
  async listRooms(agent, { filter, cursor, limit }) {
    const compare = filter === 'waiting' ? byTurn : byActivity
    const start = cursor === undefined ? null : fromCursor(filter, cursor)
    const rows = visibleRows(tables, agent)
      .filter((row) => isListed(filter, row, agent))
      .filter((row) => !start || compare(start, positionOf(row)) < 0)
      .sort((a, b) => compare(positionOf(a), positionOf(b)))
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rooms: page.map((row) => toSummary(tables, row)),
      nextCursor: last && rows.length > limit ? toCursor(filter, positionOf(last)) : null,
    }
  },

  async countRooms(agent) {
    const rows = visibleRows(tables, agent)
    const count = (filter: InboxFilter) => rows.filter((row) => isListed(filter, row, agent)).length
    return { mine: count('mine'), waiting: count('waiting'), open: count('open') }
  },

  async summaries(roomIds) {
    const known = roomIds.flatMap((id) => tables.rooms.get(id) ?? [])
    return known.map((row) => toSummary(tables, row))
  },

  async listQueue(agent, limit) {
    return queueOf(visibleRows(tables, agent))
      .slice(0, limit)
      .map((row) => ({ room: toSummary(tables, row), place: placeOf(tables, row) }))
  },

  async queuePlaces(roomIds) {
    const waiting = roomIds
      .flatMap((id) => tables.rooms.get(id) ?? [])
      .filter(({ status }) => status === 'waiting')
    return new Map(waiting.map((row) => [row.id, placeOf(tables, row)]))
  },
})
