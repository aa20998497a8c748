import { ChatError, type InboxFilter, type RoomSummary } from '@shopbell/chat-core'

/** Where a page of rooms ended: the values it was ordered by. */
export interface InboxPosition {
  readonly priority: number
  /** ISO time: since when the room waits or, in the other lists, of its newest message. */
  readonly at: string
  readonly roomId: string
}

const POSITION =
  /^([a-z]+) (-?\d{1,5}) ([1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export function encodeCursor(filter: InboxFilter, last: RoomSummary): string {
  const { priority, waitingSince, updatedAt, id } = last
  return Buffer.from(`${filter} ${priority} ${waitingSince ?? updatedAt} ${id}`).toString(
    'base64url',
  )
}

/** Whether there is such a day: 30 February has the form of one. */
function isTime(iso: string): boolean {
  const time = new Date(iso)
  return !Number.isNaN(time.getTime()) && time.toISOString() === iso
}

/** Throws `input_invalid` for anything `encodeCursor` did not make for this list. */
export function decodeCursor(filter: InboxFilter, cursor: string): InboxPosition {
  const parts = POSITION.exec(Buffer.from(cursor, 'base64url').toString())
  const [, list, priority, at, roomId] = parts ?? []
  if (list !== filter || !priority || !at || !roomId || !isTime(at))
    throw new ChatError('input_invalid', 'This cursor is not from this list.')
  return { priority: Number(priority), at, roomId }
}
