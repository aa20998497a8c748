import { type Groups, groupsFor } from '@shopbell/chat-core'
import { groupChangeInput, groupInput, listInput, newGroupInput } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import type { AgentContext } from './context.ts'
import { groupDetailsSchema, groupSchema } from './outputs/group.ts'
import { restOf } from './rest-of.ts'
import { agentProcedure } from './trpc.ts'

const rest = restOf('groups')

const groups = ({ services, actor }: AgentContext): Groups => groupsFor(services.ports, actor)

/** Who shares a line of waiting rooms. */
export const groupRoutes = {
  list: agentProcedure
    .meta(rest('GET', '/api/groups', 'The groups, the default one first'))
    .input(listInput)
    .output(z.array(groupSchema))
    .query(async ({ ctx, input = {} }) => [...(await groups(ctx).list(input))]),

  get: agentProcedure
    .meta(rest('GET', '/api/groups/{groupId}', 'A group and its members'))
    .input(groupInput)
    .output(groupDetailsSchema)
    .query(({ ctx, input }) => groups(ctx).get(input.groupId)),

  create: agentProcedure
    .meta(rest('POST', '/api/groups', 'Make a group (managers)'))
    .input(newGroupInput)
    .output(groupDetailsSchema)
    .mutation(({ ctx, input }) => groups(ctx).create(input)),

  update: agentProcedure
    .meta(
      rest('PATCH', '/api/groups/{groupId}', 'Rename a group, set how it routes and who is in it'),
    )
    .input(groupChangeInput)
    .output(groupDetailsSchema)
    .mutation(({ ctx, input: { groupId, ...change } }) => groups(ctx).update(groupId, change)),

  delete: agentProcedure
    .meta(
      rest('DELETE', '/api/groups/{groupId}', 'Delete a group; its rooms go to the default one'),
    )
    .input(groupInput)
    .output(groupDetailsSchema)
    .mutation(({ ctx, input }) => groups(ctx).remove(input.groupId)),

  restore: agentProcedure
    .meta(rest('POST', '/api/groups/{groupId}/restore', 'Bring a deleted group back (managers)'))
    .input(groupInput)
    .output(groupDetailsSchema)
    .mutation(({ ctx, input }) => groups(ctx).restore(input.groupId)),
} satisfies TRPCRouterRecord
