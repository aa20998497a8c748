import { inboxInput } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { inboxPageSchema } from './outputs/room.ts'
import { agentProcedure, overSocket } from './trpc.ts'

export const noInput = z.strictObject({}).optional()

/** The rooms an agent sees. */
export const inboxRoutes = {
  list: agentProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/api/chat/support/rooms',
        tags: ['support'],
        summary: 'A page of the rooms the agent may see',
      },
    })
    .input(inboxInput)
    .output(inboxPageSchema)
    .query(({ ctx: { services, actor }, input }) => services.ports.rooms.listRooms(actor, input)),

  counts: agentProcedure
    .input(noInput)
    .query(({ ctx: { services, actor } }) => services.ports.rooms.countRooms(actor)),

  events: agentProcedure
    .use(overSocket)
    .input(noInput)
    .subscription(({ ctx: { services, actor, connection, signal } }) =>
      connection.stream(() => services.realtime.inboxEvents(actor), signal),
    ),
} satisfies TRPCRouterRecord
