import {
  type CannedResponse,
  type CannedResponseFields,
  cannedResponsesFor,
  type Labels,
} from '@shopbell/chat-core'
import {
  cannedResponseChangeInput,
  cannedResponseInput,
  listInput,
  newCannedResponseInput,
} from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import type { AgentContext } from './context.ts'
import { cannedResponseSchema } from './outputs/labels.ts'
import { restOf } from './rest-of.ts'
import { agentProcedure } from './trpc.ts'

const ALL = '/api/canned-responses'
const ONE = `${ALL}/{cannedResponseId}` as const
const rest = restOf('canned responses')

const cannedResponses = ({
  services,
  actor,
}: AgentContext): Labels<CannedResponse, CannedResponseFields> =>
  cannedResponsesFor(services.ports, actor)

/** Texts that are kept ready. What stands in braces in them is put in where they are used. */
export const cannedResponseRoutes = {
  list: agentProcedure
    .meta(rest('GET', ALL, 'Canned responses of everybody and of the agent’s groups'))
    .input(listInput)
    .output(z.array(cannedResponseSchema))
    .query(async ({ ctx, input = {} }) => [...(await cannedResponses(ctx).list(input))]),

  get: agentProcedure
    .meta(rest('GET', ONE, 'A canned response'))
    .input(cannedResponseInput)
    .output(cannedResponseSchema)
    .query(({ ctx, input }) => cannedResponses(ctx).get(input.cannedResponseId)),

  create: agentProcedure
    .meta(rest('POST', ALL, 'Keep a response ready, for a group or everybody (managers)'))
    .input(newCannedResponseInput)
    .output(cannedResponseSchema)
    .mutation(({ ctx, input }) => cannedResponses(ctx).create(input)),

  update: agentProcedure
    .meta(rest('PATCH', ONE, 'Change a canned response (managers)'))
    .input(cannedResponseChangeInput)
    .output(cannedResponseSchema)
    .mutation(({ ctx, input: { cannedResponseId, ...patch } }) =>
      cannedResponses(ctx).update(cannedResponseId, patch),
    ),

  delete: agentProcedure
    .meta(rest('DELETE', ONE, 'Take a canned response out of use (managers)'))
    .input(cannedResponseInput)
    .output(cannedResponseSchema)
    .mutation(({ ctx, input }) => cannedResponses(ctx).remove(input.cannedResponseId)),

  restore: agentProcedure
    .meta(rest('POST', `${ONE}/restore`, 'Bring a deleted canned response back (managers)'))
    .input(cannedResponseInput)
    .output(cannedResponseSchema)
    .mutation(({ ctx, input }) => cannedResponses(ctx).restore(input.cannedResponseId)),
} satisfies TRPCRouterRecord
