import { isVisibleTo, type Message } from '../message/message.ts'
import type { RoomStore } from '../ports/room-store.ts'
import { findRowOfCustomer } from './memory-room-writes.ts'
import { agentParty, customerParty, toReadState, toRoom } from './room-rows.ts'
import type { Tables } from './tables.ts'

type RoomReads = Pick<
  RoomStore,
  | 'findRoom'
  | 'findRooms'
  | 'findRoomOfCustomer'
  | 'readView'
  | 'readMessages'
  | 'readLogs'
  | 'lastSeqs'
  | 'readState'
  | 'readStates'
  | 'liveRooms'
  | 'threads'
>

const newest = (messages: readonly Message[], limit: number) => ({
  messages: messages.slice(Math.max(0, messages.length - limit)),
  hasMore: messages.length > limit,
})

export const createRoomReads = (tables: Tables): RoomReads => ({
  async findRoom(roomId) {
    const row = tables.rooms.get(roomId)
    return row ? toRoom(tables, row) : null
  },

  async findRooms(roomIds) {
    return roomIds.flatMap((id) => tables.rooms.get(id) ?? []).map((row) => toRoom(tables, row))
  },

  async findRoomOfCustomer(customerId) {
    const row = findRowOfCustomer(tables, customerId)
    return row ? toRoom(tables, row) : null
  },

  async readView(roomId, audience, limit) {
    const row = tables.rooms.get(roomId)
    if (!row) return null
    const visible = row.log.filter((message) => isVisibleTo(message, audience))
    const { messages, hasMore } = newest(visible, limit)
    return {
      roomId,
      customer: customerParty(tables, row.customerId),
      status: row.status,
      assignee: agentParty(tables, row.assigneeId),
      waitingSince: row.waitingSince,
      rating: row.threads.at(-1)?.rating ?? null,
      messages,
      cursor: row.log.length,
      hasOlder: hasMore,
    }
  },

  async readMessages({ roomId, audience, afterSeq, beforeSeq = Infinity, limit }) {
    const log = tables.rooms.get(roomId)?.log ?? []
    const visible = log.filter((message) => isVisibleTo(message, audience))
    if (afterSeq === undefined)
      return newest(
        visible.filter(({ seq }) => seq < beforeSeq),
        limit,
      )
    const later = visible.filter(({ seq }) => seq > afterSeq)
    return { messages: later.slice(0, limit), hasMore: later.length > limit }
  },

  async readLogs(queries) {
    return queries.map(({ roomId, afterSeq, limit }) => {
      const log = tables.rooms.get(roomId)?.log ?? []
      return log.filter(({ seq }) => seq > afterSeq).slice(0, limit)
    })
  },

  async lastSeqs(roomIds) {
    const known = roomIds.flatMap((id) => tables.rooms.get(id) ?? [])
    return new Map(known.map((row) => [row.id, row.log.length]))
  },

  async readState(roomId) {
    const row = tables.rooms.get(roomId)
    return row ? toReadState(row) : { customerSeq: 0, staffSeq: 0 }
  },

  async readStates(roomIds) {
    const unread = { customerSeq: 0, staffSeq: 0 }
    const stateOf = (id: string) => {
      const row = tables.rooms.get(id)
      return row ? toReadState(row) : unread
    }
    return new Map(roomIds.map((id) => [id, stateOf(id)]))
  },

  async liveRooms() {
    const live = [...tables.rooms.values()].filter(({ status }) => status !== 'closed')
    return live.map(({ id, version, customerId, groupId, assigneeId }) => ({
      id,
      version,
      customer: { id: customerId },
      group: { id: groupId },
      assignee: assigneeId === null ? null : { id: assigneeId },
    }))
  },

  async threads(roomId) {
    return [...(tables.rooms.get(roomId)?.threads ?? [])]
  },
})
