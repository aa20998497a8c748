import type { Author, NoteMessage, RoomFact, SystemMessage, TextMessage } from '@shopbell/chat-core'
import { newEntry, type OutboxEntry } from '../outbox-entry.ts'
import type { Me } from '../room-session.ts'

export const mara: Author = { kind: 'customer', id: 'mara', name: 'Mara' }
export const anna: Author = { kind: 'agent', id: 'anna', name: 'Anna' }
export const bo: Author = { kind: 'agent', id: 'bo', name: 'Bo' }

export const asMara: Me = { kind: 'customer', id: 'mara' }
export const asAnna: Me = { kind: 'agent', id: 'anna' }

/** Minute `minute` of a day in May, where this test runs. */
export const at = (minute: number, day = 14): string =>
  new Date(2026, 4, day, 9, minute).toISOString()

const place = (seq: number, author: Author, createdAt: string) => ({
  roomId: 'room',
  seq,
  threadId: 'thread',
  author,
  createdAt,
})

export const text = (
  seq: number,
  author: Author,
  patch: Partial<TextMessage> = {},
): TextMessage => ({
  ...place(seq, author, at(0)),
  kind: 'text',
  body: `text ${seq}`,
  clientId: `client-${seq}`,
  ...patch,
})

export const note = (seq: number, author: Author): NoteMessage => ({
  ...place(seq, author, at(0)),
  kind: 'note',
  body: `note ${seq}`,
  clientId: `client-${seq}`,
})

export const system = (seq: number, fact: RoomFact): SystemMessage => ({
  ...place(seq, { kind: 'system', id: null, name: '' }, at(0)),
  kind: 'system',
  fact,
})

export const outgoing = (clientId: string, patch: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...newEntry({
    clientId,
    lane: 'own',
    kind: 'text',
    body: `body of ${clientId}`,
    order: 1,
    createdAtMs: new Date(at(1)).getTime(),
  }),
  ...patch,
})
