import {
  acceptRoom,
  assignRoom,
  closeRoom,
  type Room,
  reopenRoom,
  transferRoom,
} from '@shopbell/chat-core'
import { assignInput, roomInput, transferInput } from '@shopbell/chat-core/schemas'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { roomStatus } from './outputs/message.ts'
import { movedRoomSchema } from './outputs/room.ts'
import { agentProcedure, participantProcedure } from './trpc.ts'
import { Turns } from './turns.ts'

const moved = ({ status, assignee }: Room) => ({ status, assignee })

/** A crowd that reaches for one room holds one connection to the database here, not all there are. */
const accepts = new Turns()

/** Who answers a room, and when it ends. */
export const roomMoving = {
  accept: agentProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/support/room/{roomId}/accept',
        tags: ['support'],
        summary: 'Take a waiting room',
        description: '409 when another agent has it, with their name; 410 when it was closed.',
      },
    })
    .input(roomInput)
    .output(movedRoomSchema)
    .mutation(async ({ ctx: { services, actor }, input }) =>
      moved(await accepts.take(input.roomId, () => acceptRoom(services.ports, actor, input))),
    ),

  assign: agentProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/support/room/{roomId}/assign',
        tags: ['support'],
        summary: 'Give a room to an agent (managers)',
      },
    })
    .input(assignInput)
    .output(movedRoomSchema)
    .mutation(async ({ ctx: { services, actor }, input }) =>
      moved(await assignRoom(services.ports, actor, input)),
    ),

  transfer: agentProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/support/room/{roomId}/transfer',
        tags: ['support'],
        summary: 'Hand a room to another agent or back into a group’s queue',
      },
    })
    .input(transferInput)
    .output(movedRoomSchema)
    .mutation(async ({ ctx: { services, actor }, input }) =>
      moved(await transferRoom(services.ports, actor, input)),
    ),

  reopen: agentProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/support/room/{roomId}/reopen',
        tags: ['support'],
        summary: 'Take a closed room up again',
      },
    })
    .input(roomInput)
    .output(movedRoomSchema)
    .mutation(async ({ ctx: { services, actor }, input }) =>
      moved(await reopenRoom(services.ports, actor, input)),
    ),

  close: participantProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/room/{roomId}/close',
        tags: ['room'],
        summary: 'End the conversation',
      },
    })
    .input(roomInput)
    .output(z.object({ status: roomStatus }))
    .mutation(async ({ ctx: { services, actor }, input }) => {
      const { status } = await closeRoom(services.ports, actor, input)
      return { status }
    }),
} satisfies TRPCRouterRecord
