import { type Agent, agentNotFound } from '@shopbell/chat-core'
import { agentUpdateInput } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { agentProcedure } from './trpc.ts'

const noInput = z.strictObject({}).optional()

/** The people who answer, as they see each other. */
export const agentRoutes = {
  me: agentProcedure.input(noInput).query(async ({ ctx: { services, actor } }): Promise<Agent> => {
    const agent = await services.ports.agents.findAgent(actor.id)
    if (!agent) throw agentNotFound()
    return agent
  }),

  list: agentProcedure
    .input(noInput)
    .query(
      ({ ctx: { services } }): Promise<readonly Agent[]> => services.ports.agents.listAgents(),
    ),

  /** One's own availability and habits; nobody sets another's. */
  update: agentProcedure
    .input(agentUpdateInput)
    .mutation(async ({ ctx: { services, actor }, input }): Promise<Agent> => {
      const { availability, previewFirst } = input
      const agent = await services.ports.agents.updateAgent(actor.id, {
        ...(availability === undefined ? {} : { availability }),
        ...(previewFirst === undefined ? {} : { previewFirst }),
      })
      services.ports.bus.publish({ type: 'agent.changed', agentId: agent.id })
      return agent
    }),
} satisfies TRPCRouterRecord
