import { type Actor, addNote, markRead, rateRoom, sendMessage } from '@shopbell/chat-core'
import { markReadInput, rateInput, sendInput, typingInput } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import type { RateLimits } from '../limits/rate-limits.ts'
import type { Services } from './context.ts'
import { messageSchema, readStateSchema } from './outputs/message.ts'
import { agentProcedure, participantProcedure } from './trpc.ts'

export const sentSchema = z.object({ message: messageSchema })

const takeSend = (limits: RateLimits, { kind, id }: Actor): Promise<void> =>
  limits.take(kind === 'customer' ? 'customerSend' : 'agentSend', id)

export async function sendText(
  { services, actor }: { readonly services: Services; readonly actor: Actor },
  input: z.infer<typeof sendInput>,
): Promise<z.infer<typeof sentSchema>> {
  await takeSend(services.limits, actor)
  return { message: await sendMessage(services.ports, actor, input) }
}

/** What its participants add to a room. */
export const roomWriting = {
  send: participantProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/room/{roomId}/messages',
        tags: ['room'],
        summary: 'Send a message',
        description: 'Safe to repeat with the same `clientId`: the first answer comes back.',
      },
    })
    .input(sendInput)
    .output(sentSchema)
    .mutation(({ ctx, input }) => sendText(ctx, input)),

  note: agentProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/support/room/{roomId}/notes',
        tags: ['support'],
        summary: 'Leave a note that only staff see',
      },
    })
    .input(sendInput)
    .output(sentSchema)
    .mutation(async ({ ctx: { services, actor }, input }) => {
      await takeSend(services.limits, actor)
      return { message: await addNote(services.ports, actor, input) }
    }),

  markRead: participantProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/room/{roomId}/read',
        tags: ['room'],
        summary: 'Say how far one has read',
      },
    })
    .input(markReadInput)
    .output(readStateSchema)
    .mutation(({ ctx: { services, actor }, input }) => markRead(services.ports, actor, input)),

  rate: participantProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/room/{roomId}/rate',
        tags: ['room'],
        summary: 'Rate the conversation that has ended',
      },
    })
    .input(rateInput)
    .output(z.object({ score: z.int() }))
    .mutation(async ({ ctx: { services, actor }, input }) => {
      await rateRoom(services.ports, actor, input)
      return { score: input.score }
    }),

  typing: participantProcedure
    .input(typingInput)
    .mutation(async ({ ctx: { services, actor }, input }) => {
      if (input.active) await services.limits.take('typing', `${actor.id}:${input.roomId}`)
      await services.realtime.setTyping(actor, input)
      return {}
    }),
} satisfies TRPCRouterRecord
