import { type Actor, type Audience, accessRoom, limits, roomNotFound } from '@shopbell/chat-core'
import { eventsInput, messagesInput, roomInput } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { messagePageSchema } from './outputs/message.ts'
import { openedRoomSchema, profileSchema } from './outputs/room.ts'
import { agentProcedure, overSocket, participantProcedure } from './trpc.ts'

const audienceOf = ({ kind }: Actor): Audience => (kind === 'customer' ? 'customer' : 'staff')

/** What is in a room, once and live. */
export const roomReading = {
  get: participantProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/api/chat/room/{roomId}',
        tags: ['room'],
        summary: 'A room with its newest messages',
      },
    })
    .input(roomInput)
    .output(openedRoomSchema)
    .query(async ({ ctx, input: { roomId } }) => {
      const { ports } = ctx.services
      await accessRoom(ports, ctx.actor, { roomId })
      const [view, reads] = await Promise.all([
        ports.rooms.readView(roomId, audienceOf(ctx.actor), limits.snapshotMessages),
        ports.rooms.readState(roomId),
      ])
      if (!view) throw roomNotFound()
      return { view, reads }
    }),

  messages: participantProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/api/chat/room/{roomId}/messages',
        tags: ['room'],
        summary: 'A page of a room’s log, in order',
      },
    })
    .input(messagesInput)
    .output(messagePageSchema)
    .query(async ({ ctx, input: { roomId, limit, afterSeq, beforeSeq } }) => {
      const { ports } = ctx.services
      await accessRoom(ports, ctx.actor, { roomId })
      return ports.rooms.readMessages({
        roomId,
        audience: audienceOf(ctx.actor),
        limit,
        ...(afterSeq === undefined ? {} : { afterSeq }),
        ...(beforeSeq === undefined ? {} : { beforeSeq }),
      })
    }),

  profile: agentProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/api/chat/support/room/{roomId}/profile',
        tags: ['support'],
        summary: 'The customer of a room, its threads and its tags',
      },
    })
    .input(roomInput)
    .output(profileSchema)
    .query(async ({ ctx, input: { roomId } }) => {
      const { ports } = ctx.services
      const room = await accessRoom(ports, ctx.actor, { roomId, action: 'room.profile' })
      const [customer, threads, tags] = await Promise.all([
        ports.customers.findCustomer(room.customer.id),
        ports.rooms.threads(roomId),
        ports.tags.ofRoom(roomId),
      ])
      if (!customer) throw roomNotFound()
      return { customer, threads, tags }
    }),

  events: participantProcedure
    .use(overSocket)
    .input(eventsInput)
    .subscription(({ ctx: { services, actor, connection, signal }, input }) =>
      connection.stream(() => services.realtime.roomEvents(actor, input), signal),
    ),

  signals: participantProcedure
    .use(overSocket)
    .input(roomInput)
    .subscription(({ ctx: { services, actor, connection, signal }, input }) =>
      connection.stream(() => services.realtime.roomSignals(actor, input), signal),
    ),
} satisfies TRPCRouterRecord
