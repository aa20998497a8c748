import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { publicProcedure } from './trpc.ts'

export const demoRoutes = {
  /** The logins of the demo shop; null for a real one. */
  info: publicProcedure
    .input(z.strictObject({}).optional())
    .query(({ ctx }) => (ctx.services.demoLogins ? { logins: ctx.services.demoLogins } : null)),
} satisfies TRPCRouterRecord
