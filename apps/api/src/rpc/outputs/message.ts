import type { Message, MessagePage, Party, ReadState } from '@shopbell/chat-core'
import { z } from 'zod'

/*
 * What leaves the API, by allow-list: a field that is not named here is dropped. Each schema is checked
 * against chat-core's type, so the two cannot drift.
 */

export const instant = z.string().meta({ format: 'date-time' })

const partyShape = { id: z.string(), name: z.string() }

export const partySchema: z.ZodType<Party> = z.object(partyShape).meta({ id: 'Party' })

export const customerPartySchema = z.object({ ...partyShape, identified: z.boolean() })

export const roomStatus = z.enum(['waiting', 'open', 'closed'])

const entry = {
  roomId: z.string(),
  seq: z.int(),
  threadId: z.string(),
  author: z.object({
    kind: z.enum(['customer', 'agent', 'system']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  createdAt: instant,
}

const written = { ...entry, body: z.string(), clientId: z.string() }

const factSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('room.opened') }),
  z.object({
    type: z.literal('room.reopened'),
    by: partySchema,
    assignee: partySchema.nullable(),
  }),
  z.object({
    type: z.literal('room.assigned'),
    agent: partySchema,
    by: partySchema.nullable(),
    waitedMs: z.number(),
    strategy: z.enum(['round_robin', 'least_loaded', 'sticky']).exactOptional(),
  }),
  z.object({
    type: z.literal('room.transferred'),
    by: partySchema,
    agent: partySchema.nullable(),
    group: partySchema.nullable(),
  }),
  z.object({
    type: z.literal('room.requeued'),
    by: partySchema,
    agent: partySchema,
    waitingSince: instant,
  }),
  z.object({ type: z.literal('room.regrouped'), by: partySchema, group: partySchema }),
  z.object({
    type: z.literal('room.closed'),
    by: partySchema,
    reason: z.enum(['resolved', 'left', 'joined']),
  }),
  z.object({
    type: z.literal('room.rated'),
    score: z.int(),
    comment: z.string().nullable(),
  }),
  z.object({ type: z.literal('customer.identified'), customer: partySchema }),
  z.object({
    type: z.literal('room.joined'),
    messageCount: z.int(),
    status: roomStatus,
    assignee: partySchema.nullable(),
    waitingSince: instant.nullable(),
  }),
])

export const messageSchema: z.ZodType<Message> = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), ...written }),
    z.object({ kind: z.literal('note'), ...written }),
    z.object({ kind: z.literal('system'), ...entry, fact: factSchema }),
  ])
  .meta({ id: 'Message' })

export const messagePageSchema: z.ZodType<MessagePage> = z.object({
  messages: z.array(messageSchema),
  hasMore: z.boolean(),
})

export const readStateSchema: z.ZodType<ReadState> = z.object({
  customerSeq: z.int(),
  staffSeq: z.int(),
})
