import { randomUUID } from 'node:crypto'
import type { Message, RoomChange, RoomDecision, RoomState } from '@shopbell/chat-core'
import { and, eq, ne, sql } from 'drizzle-orm'
import { messages, ratings, rooms, threads } from '../schema/index.ts'
import { findRoom } from './find-room.ts'
import { toContentColumns, toMessage } from './message-row.ts'
import type { StoreContext } from './store-context.ts'

/** Moves the threads and answers the newest one's id. */
async function moveThreads(
  { db }: StoreContext,
  { room, thread, now }: RoomState,
  decision: RoomDecision,
): Promise<string | null> {
  if (decision.thread === 'keep') return thread?.id ?? null
  await db
    .update(threads)
    .set({ status: 'closed', closedAt: now })
    .where(and(eq(threads.roomId, room.id), ne(threads.status, 'closed')))
    .prepare('close_thread')
    .execute()
  if (decision.thread === 'close') return thread?.id ?? null
  const id = randomUUID()
  const { roomId, number } = threads
  await db.insert(threads).values({
    id,
    roomId: room.id,
    number: sql`(select coalesce(max(${number}), 0) + 1 from ${threads} where ${eq(roomId, room.id)})`,
    status: decision.status === 'open' ? 'active' : 'pending',
    agentId: decision.assignee?.id,
    groupId: decision.groupId,
    openedAt: now,
  })
  return id
}

async function insertMessages(
  { db }: StoreContext,
  { room, now }: RoomState,
  { threadId, decision }: { readonly threadId: string | null; readonly decision: RoomDecision },
): Promise<readonly Message[]> {
  if (decision.messages.length === 0) return []
  if (threadId === null) throw new Error('A room without a thread cannot have messages.')
  const rows = await db
    .insert(messages)
    .values(
      decision.messages.map((message, index) => ({
        roomId: room.id,
        seq: room.lastSeq + 1 + index,
        threadId,
        createdAt: now,
        ...toContentColumns(message),
      })),
    )
    .returning()
  return rows.map(toMessage)
}

/** Applies a decision to the locked room it was made for: threads, then the room, then messages. */
export async function applyDecision(
  context: StoreContext,
  state: RoomState,
  decision: RoomDecision,
): Promise<RoomChange> {
  const { db } = context
  const { room, now } = state
  const threadId = await moveThreads(context, state, decision)
  await db
    .update(rooms)
    .set({
      status: decision.status,
      assigneeId: decision.assignee?.id ?? null,
      groupId: decision.groupId,
      waitingSince: decision.waitingSince,
      threadId,
      lastSeq: room.lastSeq + decision.messages.length,
      version: room.version + 1,
      updatedAt: decision.messages.length > 0 ? now : room.updatedAt,
    })
    .where(eq(rooms.id, room.id))
    .prepare('move_room')
    .execute()
  const added = await insertMessages(context, state, { threadId, decision })
  if (decision.rating !== undefined && threadId !== null)
    await db.insert(ratings).values({ threadId, score: decision.rating, createdAt: now })
  const changed = await findRoom(context, room.id)
  if (!changed) throw new Error('A locked room is gone.')
  return { room: changed, messages: added }
}
