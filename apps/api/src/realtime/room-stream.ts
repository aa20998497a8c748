import {
  type Actor,
  type Audience,
  accessRoom,
  isVisibleTo,
  limits,
  type Message,
  type RoomStore,
  type RoomStreamFrame,
  type RoomView,
  roomNotFound,
  toRoomEvent,
} from '@shopbell/chat-core'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import { eventId, resumePoint } from './event-id.ts'
import { follow } from './follow.ts'
import type { RoomHubs } from './room-hubs.ts'

export interface RoomStreamDeps {
  readonly rooms: RoomStore
  readonly hubs: RoomHubs
}

export interface RoomStreamInput {
  readonly roomId: string
  readonly lastEventId?: string | null | undefined
  readonly signal: AbortSignal
}

/**
 * The log of one room for one reader: a snapshot unless they resume, then every event they may see, in order, until
 * the signal aborts. Every frame is tracked: one that is not would erase the position the client resumes from.
 * Throws `room_not_found` (also later, once the actor may no longer view the room) and `resync_required`.
 */
export async function* roomStream(
  { rooms, hubs }: RoomStreamDeps,
  actor: Actor,
  { roomId, lastEventId, signal }: RoomStreamInput,
): AsyncGenerator<TrackedEnvelope<RoomStreamFrame>, void> {
  const audience = actor.kind === 'customer' ? 'customer' : 'staff'
  const { lastSeq } = await accessRoom({ rooms }, actor, { roomId })

  const hub = hubs.acquire(roomId)
  const frame = (seq: number, content: RoomStreamFrame) => tracked(eventId(hub.epoch, seq), content)
  try {
    let cursor: number
    if (lastEventId) {
      cursor = resumePoint(lastEventId, { epoch: hub.epoch, lastSeq })
    } else {
      const view = await snapshot(rooms, roomId, audience)
      if (view.cursor > lastSeq) await accessRoom({ rooms }, actor, { roomId })
      cursor = view.cursor
      yield frame(cursor, { type: 'snapshot', view })
    }
    for await (const batch of follow(hub, cursor, signal)) {
      // whatever takes a room from somebody writes a system message, so this needs no notice to be seen.
      if (batch.some(isSystem)) await accessRoom({ rooms }, actor, { roomId })
      const visible = batch.filter((message) => isVisibleTo(message, audience))
      const last = visible.at(-1)
      if (last) yield frame(last.seq, { type: 'events', events: visible.map(toRoomEvent) })
    }
  } finally {
    hubs.release(roomId, hub)
  }
}

const isSystem = (message: Message): boolean => message.kind === 'system'

async function snapshot(rooms: RoomStore, roomId: string, audience: Audience): Promise<RoomView> {
  const view = await rooms.readView(roomId, audience, limits.snapshotMessages)
  if (!view) throw roomNotFound()
  return view
}
