import type { Notice } from '@shopbell/chat-core'
import { z } from 'zod'
import { messageSchema, readStateSchema, roomStatus } from '../rpc/outputs/message.ts'

const markSchema = z.object({
  roomId: z.string(),
  groupId: z.string(),
  status: roomStatus,
  version: z.int(),
  lastSeq: z.int(),
})

const named = z.object({ id: z.string() })

/** Another node may run another version of this program, so what it says is checked like any input. */
export const noticeSchema: z.ZodType<Notice> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('room.changed'),
    room: markSchema,
    messages: z.array(messageSchema),
    statusChanged: z.boolean(),
    before: z.object({ customer: named, group: named, assignee: named.nullable() }).exactOptional(),
  }),
  z.object({ type: z.literal('read.advanced'), room: markSchema, reads: readStateSchema }),
  z.object({
    type: z.literal('typing.changed'),
    roomId: z.string(),
    author: z.object({ id: z.string(), name: z.string(), kind: z.enum(['customer', 'agent']) }),
    ttlMs: z.number(),
  }),
  z.object({ type: z.literal('agent.changed'), agentId: z.string() }),
  z.object({ type: z.literal('group.changed'), groupId: z.string() }),
  z.object({
    type: z.literal('access.revoked'),
    subject: z.enum(['session', 'token', 'agent']),
    id: z.string(),
  }),
  // From a node that could not tell the others what it did while it was cut off.
  z.object({ type: z.literal('bus.resumed') }),
])
