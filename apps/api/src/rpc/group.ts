import type { Party } from '@shopbell/chat-core'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { agentProcedure } from './trpc.ts'

export const groupRoutes = {
  list: agentProcedure
    .input(z.strictObject({}).optional())
    .query(
      ({ ctx: { services } }): Promise<readonly Party[]> => services.ports.agents.listGroups(),
    ),
} satisfies TRPCRouterRecord
