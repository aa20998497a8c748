import { type Labels, type Tag, type TagFields, tagsFor } from '@shopbell/chat-core'
import { listInput, newTagInput, tagChangeInput, tagInput } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import type { AgentContext } from './context.ts'
import { tagSchema } from './outputs/labels.ts'
import { restOf } from './rest-of.ts'
import { agentProcedure } from './trpc.ts'

const rest = restOf('tags')

const tags = ({ services, actor }: AgentContext): Labels<Tag, TagFields> =>
  tagsFor(services.ports, actor)

/** The words rooms are marked with. */
export const tagRoutes = {
  list: agentProcedure
    .meta(rest('GET', '/api/tags', 'The tags, by name; managers also see deleted ones'))
    .input(listInput)
    .output(z.array(tagSchema))
    .query(async ({ ctx, input = {} }) => [...(await tags(ctx).list(input))]),

  get: agentProcedure
    .meta(rest('GET', '/api/tags/{tagId}', 'A tag'))
    .input(tagInput)
    .output(tagSchema)
    .query(({ ctx, input }) => tags(ctx).get(input.tagId)),

  create: agentProcedure
    .meta(rest('POST', '/api/tags', 'Make a tag (managers)'))
    .input(newTagInput)
    .output(tagSchema)
    .mutation(({ ctx, input }) => tags(ctx).create(input)),

  update: agentProcedure
    .meta(rest('PATCH', '/api/tags/{tagId}', 'Rename a tag (managers)'))
    .input(tagChangeInput)
    .output(tagSchema)
    .mutation(({ ctx, input: { tagId, ...patch } }) => tags(ctx).update(tagId, patch)),

  delete: agentProcedure
    .meta(rest('DELETE', '/api/tags/{tagId}', 'Take a tag out of use (managers)'))
    .input(tagInput)
    .output(tagSchema)
    .mutation(({ ctx, input }) => tags(ctx).remove(input.tagId)),

  restore: agentProcedure
    .meta(rest('POST', '/api/tags/{tagId}/restore', 'Bring a deleted tag back (managers)'))
    .input(tagInput)
    .output(tagSchema)
    .mutation(({ ctx, input }) => tags(ctx).restore(input.tagId)),
} satisfies TRPCRouterRecord
