import { type Party, partyOf } from '../actor.ts'
import { excerptOf } from '../message/excerpt.ts'
import type { ReadState } from '../ports/room-reads.ts'
import type { Room, RoomSummary } from '../room/room.ts'
import { type RoomRow, rowOf, type Tables } from './tables.ts'

export const agentParty = ({ agents }: Tables, id: string | null): Party | null =>
  id === null ? null : partyOf(rowOf(agents, id))

export function groupParty({ groups }: Tables, id: string): Party {
  const group = groups.find((candidate) => candidate.id === id)
  if (!group) throw new Error(`No group has the id ${id}`)
  return partyOf(group)
}

export const customerParty = ({ customers }: Tables, id: string): Room['customer'] => {
  const customer = rowOf(customers, id)
  return { ...partyOf(customer), identified: customer.personId !== null }
}

export const toRoom = (tables: Tables, row: RoomRow): Room => ({
  id: row.id,
  customer: customerParty(tables, row.customerId),
  group: groupParty(tables, row.groupId),
  status: row.status,
  assignee: agentParty(tables, row.assigneeId),
  priority: row.priority,
  waitingSince: row.waitingSince,
  lastSeq: row.log.length,
  version: row.version,
  joinedInto: row.joinedInto,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

export const toReadState = ({ customerReadSeq, staffReadSeqs }: RoomRow): ReadState => ({
  customerSeq: customerReadSeq,
  staffSeq: Math.max(0, ...staffReadSeqs.values()),
})

/** RD-3: what the owner has not read; without one, what no agent has. */
function unreadCount(row: RoomRow): number {
  const readSeq =
    row.assigneeId === null
      ? toReadState(row).staffSeq
      : (row.staffReadSeqs.get(row.assigneeId) ?? 0)
  return row.log
    .slice(readSeq)
    .filter(({ kind, author }) => kind === 'text' && author.kind === 'customer').length
}

function lastMessage({ log }: RoomRow): RoomSummary['lastMessage'] {
  const message = log.findLast(({ kind }) => kind === 'text')
  if (message?.kind !== 'text') return null
  return {
    authorKind: message.author.kind,
    authorName: message.author.name,
    excerpt: excerptOf(message.body),
    createdAt: message.createdAt,
  }
}

export function toSummary(tables: Tables, row: RoomRow): RoomSummary {
  const { createdAt: _, ...room } = toRoom(tables, row)
  return { ...room, lastMessage: lastMessage(row), unreadCount: unreadCount(row) }
}
