import { tagRoom } from '@shopbell/chat-core'
import { roomTagInput } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { roomTagsSchema } from './outputs/labels.ts'
import { restOf } from './rest-of.ts'
import { agentProcedure } from './trpc.ts'

const TAGS = '/api/chat/support/room/{roomId}/tags'
const rest = restOf('support')

/** What a room is marked with. */
export const roomTagging = {
  tag: agentProcedure
    .meta(rest('POST', TAGS, 'Put a tag on a room'))
    .input(roomTagInput)
    .output(roomTagsSchema)
    .mutation(async ({ ctx: { services, actor }, input }) => ({
      tags: await tagRoom(services.ports, actor, { ...input, isOn: true }),
    })),

  untag: agentProcedure
    .meta(rest('DELETE', `${TAGS}/{tagId}`, 'Take a tag off a room'))
    .input(roomTagInput)
    .output(roomTagsSchema)
    .mutation(async ({ ctx: { services, actor }, input }) => ({
      tags: await tagRoom(services.ports, actor, { ...input, isOn: false }),
    })),
} satisfies TRPCRouterRecord
