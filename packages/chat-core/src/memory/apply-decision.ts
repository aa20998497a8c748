import type { Message } from '../message/message.ts'
import type { ChangeLookups } from '../ports/room-writes.ts'
import type { AgentLoad, RoomDecision, RoomState, Thread } from '../room/room.ts'
import { fromIso, toIso } from './iso-time.ts'
import { agentParty, groupParty, toRoom } from './room-rows.ts'
import type { RoomRow, Tables } from './tables.ts'

/** What a decision is shown of a room at a moment of the store's clock. */
export function stateOf(
  tables: Tables,
  row: RoomRow,
  { nowMs, clientId, ownerId }: ChangeLookups & { readonly nowMs: number },
): RoomState {
  return {
    room: toRoom(tables, row),
    thread: row.threads.at(-1) ?? null,
    sent: (clientId && findSent(row, clientId)) || null,
    load: loadOf(tables, ownerId),
    now: toIso(nowMs),
    waitedMs: row.waitingSince ? Math.max(0, nowMs - fromIso(row.waitingSince)) : 0,
  }
}

function loadOf(tables: Tables, agentId: string | undefined): AgentLoad | null {
  const agent = agentId === undefined ? undefined : tables.agents.get(agentId)
  if (!agent || agent.deletedAt !== null) return null
  const owned = [...tables.rooms.values()].filter(({ assigneeId }) => assigneeId === agent.id)
  return { agentId: agent.id, openRooms: owned.length, capacity: agent.capacity }
}

export const findSent = (row: RoomRow, clientId: string): Message | undefined =>
  row.log.find((message) => message.kind !== 'system' && message.clientId === clientId)

/** What the constraints of a database would refuse, found before anything is written. */
function check(tables: Tables, row: RoomRow, decision: RoomDecision): void {
  const { status, assignee, waitingSince, thread, rating, messages } = decision
  groupParty(tables, decision.groupId)
  agentParty(tables, assignee?.id ?? null)
  if ((status === 'open') !== (assignee !== null)) throw new Error('RM-2: open means owned')
  if ((status === 'waiting') !== (waitingSince !== null))
    throw new Error('RM-2: waiting has a since')
  if (thread === 'next' && status === 'closed')
    throw new Error('TH-1: a closed room has no live thread')
  if (thread !== 'next' && messages.length > 0 && row.threads.length === 0)
    throw new Error('TH-5: a message belongs to a thread')
  if (rating !== undefined && row.threads.at(-1)?.rating !== null)
    throw new Error('TH-4: a thread is rated once')
}

function moveThreads(tables: Tables, row: RoomRow, decision: RoomDecision, now: string): void {
  const { threads } = row
  if (decision.thread !== 'keep') {
    const live = threads.findIndex(({ status }) => status !== 'closed')
    const thread = threads[live]
    if (thread) threads[live] = { ...thread, status: 'closed', closedAt: now }
  }
  if (decision.thread === 'next') threads.push(openedThread(tables, row, decision, now))
  const newest = threads.at(-1)
  if (decision.rating !== undefined && newest)
    threads[threads.length - 1] = { ...newest, rating: decision.rating }
}

const openedThread = (
  tables: Tables,
  row: RoomRow,
  { status, assignee, groupId }: RoomDecision,
  now: string,
): Thread => ({
  id: tables.newId(),
  roomId: row.id,
  status: status === 'open' ? 'active' : 'pending',
  agent: agentParty(tables, assignee?.id ?? null),
  group: groupParty(tables, groupId),
  openedAt: now,
  closedAt: null,
  rating: null,
})

/** Writes what was decided and answers the new messages. Throws before the first write or not at all. */
export function applyDecision(
  tables: Tables,
  row: RoomRow,
  { decision, now }: { readonly decision: RoomDecision; readonly now: string },
): readonly Message[] {
  check(tables, row, decision)
  moveThreads(tables, row, decision, now)
  row.status = decision.status
  row.assigneeId = decision.assignee?.id ?? null
  row.groupId = decision.groupId
  row.waitingSince = decision.waitingSince
  row.version += 1
  const thread = row.threads.at(-1)
  if (!thread) return []
  return decision.messages.map((message) => {
    const seq = row.log.length + 1
    const stored: Message = { ...message, roomId: row.id, seq, threadId: thread.id, createdAt: now }
    row.log.push(stored)
    row.updatedAt = now
    return stored
  })
}
