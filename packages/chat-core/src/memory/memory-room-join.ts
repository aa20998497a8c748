import type { Message } from '../message/message.ts'
import type { RoomStore } from '../ports/room-store.ts'
import type { Thread } from '../room/room.ts'
import { applyDecision, findSent, stateOf } from './apply-decision.ts'
import { toRoom } from './room-rows.ts'
import { type RoomRow, rowOf, type Tables } from './tables.ts'

/** Copies threads, closed if they were not, and answers the id of each copy by that of its original. */
function copyThreads(
  tables: Tables,
  { from, into, now }: { readonly from: RoomRow; readonly into: RoomRow; readonly now: string },
): ReadonlyMap<string, string> {
  const copyIds = new Map<string, string>()
  for (const thread of from.threads) {
    const copy: Thread = {
      ...thread,
      id: tables.newId(),
      roomId: into.id,
      status: 'closed',
      closedAt: thread.closedAt ?? now,
    }
    copyIds.set(thread.id, copy.id)
    into.threads.push(copy)
  }
  return copyIds
}

function copyMessage(tables: Tables, into: RoomRow, original: Message, threadId: string): Message {
  const author =
    original.author.kind === 'customer'
      ? { ...original.author, id: into.customerId }
      : original.author
  const placed = { roomId: into.id, seq: into.log.length + 1, threadId, author }
  const copy: Message =
    original.kind !== 'system' && findSent(into, original.clientId)
      ? { ...original, ...placed, clientId: tables.newId() }
      : { ...original, ...placed }
  into.log.push(copy)
  return copy
}

export const createRoomJoin = (tables: Tables): Pick<RoomStore, 'joinRooms'> => ({
  async joinRooms(fromId, intoId, decide) {
    const from = tables.rooms.get(fromId)
    const into = tables.rooms.get(intoId)
    if (!from || !into) return null
    const nowMs = tables.clock.nowMs()
    const states = [stateOf(tables, from, { nowMs }), stateOf(tables, into, { nowMs })] as const
    const decision = decide(...states)
    if (!decision) return null
    const { now } = states[0]
    const threadIds = copyThreads(tables, { from, into, now })
    const copies = from.log.map((message) =>
      copyMessage(tables, into, message, rowOf(threadIds, message.threadId)),
    )
    const added = applyDecision(tables, into, { decision: decision.into, now })
    const closing = applyDecision(tables, from, { decision: decision.from, now })
    from.joinedInto = into.id
    return {
      from: { room: toRoom(tables, from), messages: closing },
      into: { room: toRoom(tables, into), messages: [...copies, ...added] },
    }
  },
})
