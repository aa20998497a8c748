import { limits } from '@shopbell/chat-core'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { queueSchema } from './outputs/room.ts'
import { agentProcedure, overSocket } from './trpc.ts'

const noInput = z.strictObject({}).optional()

/** Who waits, in order. */
export const queueRoutes = {
  list: agentProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/api/chat/support/queue',
        tags: ['support'],
        summary: 'The waiting rooms of the agent’s groups, next in line first',
      },
    })
    .input(noInput)
    .output(queueSchema)
    .query(async ({ ctx: { services, actor } }) => ({
      entries: await services.ports.rooms.listQueue(actor, limits.pageMaxRooms),
    })),

  events: agentProcedure
    .use(overSocket)
    .input(noInput)
    .subscription(({ ctx: { services, actor, connection, signal } }) =>
      connection.stream(() => services.realtime.queueEvents(actor), signal),
    ),
} satisfies TRPCRouterRecord
