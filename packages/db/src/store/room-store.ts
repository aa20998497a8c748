import type { RoomStore } from '@shopbell/chat-core'
import type { Database } from '../database.ts'
import { createAppendMessage } from './append-message.ts'
import { createAppendMessages } from './append-messages.ts'
import { AppendWriter } from './append-writer.ts'
import { changeRoom } from './change-room.ts'
import {
  findRoom,
  findRoomOfCustomer,
  findRooms,
  findThreads,
  getOrCreateRoom,
} from './find-room.ts'
import { joinRooms } from './join-rooms.ts'
import { countRooms, listRooms } from './list-rooms.ts'
import { findLiveRooms } from './live-rooms.ts'
import { findQueuePlaces, listQueue } from './queue.ts'
import { advanceRead, readReadState, readReadStates } from './read-cursors.ts'
import { readLogs } from './read-logs.ts'
import { readLastSeqs, readMessages } from './read-messages.ts'
import { readView } from './read-view.ts'
import { findSummaries } from './room-summaries.ts'
import type { StoreContext } from './store-context.ts'

/** The embedded database has one connection. On Postgres one statement gathers while the other one is being stored. */
const BATCHES_IN_FLIGHT = { embedded: 1, postgres: 2 } as const

function createAppendWriter(database: Database, { now }: StoreContext): AppendWriter {
  const one = createAppendMessage(database, now)
  const many = createAppendMessages(database, now)
  return new AppendWriter({ one, many }, { maxInFlight: BATCHES_IN_FLIGHT[database.kind] })
}

export function createRoomStore(database: Database, context: StoreContext): RoomStore {
  const writer = createAppendWriter(database, context)
  return {
    getOrCreateRoom: (customerId) => getOrCreateRoom(context, customerId),
    findRoom: (roomId) => findRoom(context, roomId),
    findRooms: (roomIds) => findRooms(context, roomIds),
    findRoomOfCustomer: (customerId) => findRoomOfCustomer(context, customerId),
    appendMessage: (actor, input) => writer.append(actor, input),
    changeRoom: (roomId, decide, lookups) => changeRoom(context, decide, { roomId, ...lookups }),
    joinRooms: (from, into, decide) => joinRooms(context, { from, into }, decide),
    readView: (roomId, audience, limit) => readView(context, roomId, { audience, limit }),
    readMessages: (query) => readMessages(context, query),
    readLogs: (queries) => readLogs(database, queries),
    lastSeqs: (roomIds) => readLastSeqs(database, roomIds),
    advanceRead: (roomId, reader, seq) => advanceRead(database, { roomId, reader }, seq),
    readState: (roomId) => readReadState(context.db, roomId),
    readStates: (roomIds) => readReadStates(context.db, roomIds),
    liveRooms: () => findLiveRooms(context.db),
    threads: (roomId) => findThreads(context, roomId),
    listRooms: (agent, query) => listRooms(context, agent, query),
    countRooms: (agent) => countRooms(context, agent),
    summaries: (roomIds) => findSummaries(context, roomIds),
    listQueue: (agent, limit) => listQueue(context, agent, limit),
    queuePlaces: (roomIds) => findQueuePlaces(context, roomIds),
  }
}
