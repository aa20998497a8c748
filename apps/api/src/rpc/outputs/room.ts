import type {
  Customer,
  InboxPage,
  Party,
  QueueEntry,
  ReadState,
  RoomStatus,
  RoomSummary,
  RoomView,
  Tag,
  Thread,
} from '@shopbell/chat-core'
import { z } from 'zod'
import { tagSchema } from './labels.ts'
import {
  customerPartySchema,
  instant,
  messageSchema,
  partySchema,
  readStateSchema,
  roomStatus,
} from './message.ts'

const roomViewSchema: z.ZodType<RoomView> = z
  .object({
    roomId: z.string(),
    customer: customerPartySchema,
    status: roomStatus,
    assignee: partySchema.nullable(),
    waitingSince: instant.nullable(),
    rating: z.int().nullable(),
    messages: z.array(messageSchema),
    cursor: z.int(),
    hasOlder: z.boolean(),
  })
  .meta({ id: 'RoomView' })

export const openedRoomSchema: z.ZodType<{ view: RoomView; reads: ReadState }> = z.object({
  view: roomViewSchema,
  reads: readStateSchema,
})

export const ownRoomSchema: z.ZodType<{
  view: RoomView
  reads: ReadState
  unreadCount: number
}> = z.object({
  view: roomViewSchema,
  reads: readStateSchema,
  unreadCount: z.int(),
})

export const movedRoomSchema: z.ZodType<{ status: RoomStatus; assignee: Party | null }> = z.object({
  status: roomStatus,
  assignee: partySchema.nullable(),
})

const roomSummarySchema: z.ZodType<RoomSummary> = z
  .object({
    id: z.string(),
    customer: customerPartySchema,
    group: partySchema,
    status: roomStatus,
    assignee: partySchema.nullable(),
    priority: z.int(),
    waitingSince: instant.nullable(),
    lastSeq: z.int(),
    version: z.int(),
    joinedInto: z.string().nullable(),
    updatedAt: instant,
    lastMessage: z
      .object({
        authorKind: z.enum(['customer', 'agent', 'system']),
        authorName: z.string(),
        excerpt: z.string(),
        createdAt: instant,
      })
      .nullable(),
    unreadCount: z.int(),
  })
  .meta({ id: 'RoomSummary' })

export const inboxPageSchema: z.ZodType<InboxPage> = z.object({
  rooms: z.array(roomSummarySchema),
  nextCursor: z.string().nullable(),
})

export const queueSchema: z.ZodType<{ entries: readonly QueueEntry[] }> = z.object({
  entries: z.array(z.object({ room: roomSummarySchema, place: z.int() })),
})

/** For staff only: it holds the customer's address. */
export const profileSchema: z.ZodType<{
  customer: Customer
  threads: readonly Thread[]
  tags: readonly Tag[]
}> = z.object({
  customer: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    personId: z.string().nullable(),
    createdAt: instant,
  }),
  threads: z.array(
    z.object({
      id: z.string(),
      roomId: z.string(),
      status: z.enum(['pending', 'active', 'closed']),
      agent: partySchema.nullable(),
      group: partySchema,
      openedAt: instant,
      closedAt: instant.nullable(),
      rating: z.int().nullable(),
    }),
  ),
  tags: z.array(tagSchema),
})
