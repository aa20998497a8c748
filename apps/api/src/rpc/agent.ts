import { type Agent, agentNotFound, type Staff, staffFor } from '@shopbell/chat-core'
import {
  agentChangeInput,
  agentInput,
  agentLeaveInput,
  agentUpdateInput,
  listInput,
} from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import type { AgentContext } from './context.ts'
import { staffMemberSchema } from './outputs/agent.ts'
import { restOf } from './rest-of.ts'
import { agentProcedure } from './trpc.ts'

const ONE = '/api/agents/{agentId}'
const rest = restOf('agents')

const staff = ({ services, actor }: AgentContext): Staff => staffFor(services.ports, actor)

/** The people who answer. */
export const agentRoutes = {
  me: agentProcedure
    .input(z.strictObject({}).optional())
    .query(async ({ ctx: { services, actor } }): Promise<Agent> => {
      const agent = await services.ports.agents.findAgent(actor.id)
      if (!agent) throw agentNotFound()
      return agent
    }),

  /** One's own availability and habits; nobody sets another's. */
  updateMe: agentProcedure
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

  list: agentProcedure
    .meta(rest('GET', '/api/agents', 'The agents, by name; managers also see who has left'))
    .input(listInput)
    .output(z.array(staffMemberSchema))
    .query(async ({ ctx, input = {} }) => [...(await staff(ctx).list(input))]),

  get: agentProcedure
    .meta(rest('GET', ONE, 'An agent'))
    .input(agentInput)
    .output(staffMemberSchema)
    .query(({ ctx, input }) => staff(ctx).get(input.agentId)),

  update: agentProcedure
    .meta(
      rest(
        'PATCH',
        ONE,
        'Change an agent: one’s own name and picture; limit and groups (managers); role (admins)',
      ),
    )
    .input(agentChangeInput)
    .output(staffMemberSchema)
    .mutation(({ ctx, input: { agentId, ...change } }) => staff(ctx).update(agentId, change)),

  delete: agentProcedure
    .meta(
      rest(
        'DELETE',
        ONE,
        'Let an agent go (admins). `rooms` says what becomes of theirs: `requeue`, or the id of who gets them',
      ),
    )
    .input(agentLeaveInput)
    .output(staffMemberSchema)
    .mutation(({ ctx, input: { agentId, rooms } }) =>
      staff(ctx).remove(agentId, rooms === 'requeue' ? null : rooms),
    ),

  restore: agentProcedure
    .meta(rest('POST', `${ONE}/restore`, 'Take an agent back who has left (admins)'))
    .input(agentInput)
    .output(staffMemberSchema)
    .mutation(({ ctx, input }) => staff(ctx).restore(input.agentId)),
} satisfies TRPCRouterRecord
