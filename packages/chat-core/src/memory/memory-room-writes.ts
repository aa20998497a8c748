import type { Actor } from '../actor.ts'
import { groupNotFound, roomNotFound } from '../errors.ts'
import { authorOf, isSameSend } from '../message/message.ts'
import { can } from '../permissions.ts'
import type { RoomStore } from '../ports/room-store.ts'
import type { AppendInput, AppendResult } from '../ports/room-writes.ts'
import { roomMark } from '../room/change-room.ts'
import type { Room, RoomDecision } from '../room/room.ts'
import { entersLine, stay } from '../room/room-decision.ts'
import { applyDecision, findSent, stateOf } from './apply-decision.ts'
import { toIso } from './iso-time.ts'
import { offerRoom } from './memory-routing.ts'
import { toReadState, toRoom } from './room-rows.ts'
import { defaultGroup, type RoomRow, rowOf, type Tables } from './tables.ts'

type RoomWrites = Pick<
  RoomStore,
  'getOrCreateRoom' | 'appendMessage' | 'changeRoom' | 'advanceRead'
>

function createRoom(tables: Tables, customerId: string): RoomRow {
  const now = toIso(tables.clock.nowMs())
  const row: RoomRow = {
    id: tables.newId(),
    customerId: rowOf(tables.customers, customerId).id,
    createdAt: now,
    groupId: defaultGroup(tables).id,
    status: 'closed',
    assigneeId: null,
    priority: 0,
    waitingSince: null,
    version: 1,
    joinedInto: null,
    updatedAt: now,
    log: [],
    threads: [],
    customerReadSeq: 0,
    staffReadSeqs: new Map(),
    tagIds: new Set(),
  }
  tables.rooms.set(row.id, row)
  return row
}

export const findRowOfCustomer = ({ rooms }: Tables, customerId: string): RoomRow | undefined =>
  [...rooms.values()].find((row) => row.customerId === customerId)

/** Whether a send changes nothing but the log (MS-2, MS-3, MS-4). */
function isPlain(actor: Actor, kind: AppendInput['kind'], row: RoomRow): boolean {
  if (row.status === 'closed') return false
  return kind === 'note' || actor.kind === 'customer' || row.status === 'open'
}

function append(tables: Tables, actor: Actor, input: AppendInput): AppendResult {
  const { roomId, kind, body, clientId } = input
  const row = tables.rooms.get(roomId)
  if (!row) return { outcome: 'undecided' }
  const room = toRoom(tables, row)
  if (!can(actor, 'room.view', room)) return { outcome: 'undecided' }
  const sent = findSent(row, clientId)
  if (sent)
    return isSameSend(sent, actor, input)
      ? { outcome: 'duplicate', message: sent, room: roomMark(room) }
      : { outcome: 'mismatch' }
  const action = kind === 'note' ? 'room.note' : 'room.send'
  if (!can(actor, action, room) || !isPlain(actor, kind, row)) return { outcome: 'undecided' }
  const decision = stay(room, [{ kind, author: authorOf(actor), body, clientId }])
  const now = toIso(tables.clock.nowMs())
  const [message] = applyDecision(tables, row, { decision, now })
  if (!message) throw new Error('One message in, one message out.')
  return { outcome: 'appended', message, room: roomMark(toRoom(tables, row)) }
}

/** GR-3: no room comes into a group that was deleted. */
function requireGroupInUse({ groups }: Tables, room: Room, { groupId }: RoomDecision): void {
  const group = groups.find(({ id }) => id === groupId)
  if (groupId !== room.group.id && group?.deletedAt) throw groupNotFound()
}

/** The writes of one room. Each is atomic because nothing else runs before it has returned. */
export const createRoomWrites = (tables: Tables): RoomWrites => ({
  async getOrCreateRoom(customerId) {
    const row = findRowOfCustomer(tables, customerId) ?? createRoom(tables, customerId)
    return toRoom(tables, row)
  },

  async appendMessage(actor, input) {
    return append(tables, actor, input)
  },

  async changeRoom(roomId, decide, lookups) {
    const row = tables.rooms.get(roomId)
    if (!row) return null
    const state = stateOf(tables, row, { nowMs: tables.clock.nowMs(), ...lookups })
    const decision = decide(state)
    if (decision) requireGroupInUse(tables, state.room, decision)
    const messages = decision ? applyDecision(tables, row, { decision, now: state.now }) : []
    const offered = decision && entersLine(decision) ? offerRoom(tables, row) : []
    return { room: toRoom(tables, row), messages: [...messages, ...offered] }
  },

  async advanceRead(roomId, reader, seq) {
    const row = tables.rooms.get(roomId)
    if (!row) throw roomNotFound()
    const before =
      reader.kind === 'customer' ? row.customerReadSeq : row.staffReadSeqs.get(reader.id)
    const after = Math.max(before ?? 0, Math.min(seq, row.log.length))
    const advanced = after > (before ?? 0)
    if (advanced && reader.kind === 'customer') row.customerReadSeq = after
    if (advanced && reader.kind === 'agent') {
      row.staffReadSeqs.set(reader.id, after)
      row.version += 1
    }
    return { reads: toReadState(row), advanced, room: roomMark(toRoom(tables, row)) }
  },
})
