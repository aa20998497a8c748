import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { publicProcedure } from './trpc.ts'

export const accountRoutes = {
  /** Who is signed in on this browser, and whether they answer; null for nobody. */
  me: publicProcedure.input(z.strictObject({}).optional()).query(async ({ ctx }) => {
    const { identity } = ctx.services
    const signedIn = await identity.signedIn(ctx.credentials.cookies)
    if (!signedIn) return null
    const { person } = signedIn
    return { person, agent: await identity.agent(person.id) }
  }),
} satisfies TRPCRouterRecord
