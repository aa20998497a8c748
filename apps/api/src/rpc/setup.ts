import { personName } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { passwordMaxChars, passwordMinChars } from '../auth/password.ts'
import { publicProcedure } from './trpc.ts'

const adminInput = z.strictObject({
  token: z.string().max(100),
  name: personName,
  email: z.email().max(254),
  password: z.string().min(passwordMinChars).max(passwordMaxChars),
})

/** The first administrator of a new shop (R-25: there are no default accounts). */
export const setupRoutes = {
  status: publicProcedure
    .input(z.strictObject({}).optional())
    .query(async ({ ctx }) => ({ needed: await ctx.services.setup.isNeeded() })),

  createAdmin: publicProcedure.input(adminInput).mutation(async ({ ctx, input }) => {
    await ctx.services.limits.take('setup', ctx.ip)
    await ctx.services.setup.createAdmin(input)
    return {}
  }),
} satisfies TRPCRouterRecord
