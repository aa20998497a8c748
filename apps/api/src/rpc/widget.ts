import {
  ChatError,
  limits,
  openRoom,
  type ReadState,
  type RoomView,
  roomNotFound,
} from '@shopbell/chat-core'
import type { TRPCRouterRecord } from '@trpc/server'
import { z } from 'zod'
import { revokeToken, startCustomerSession } from '../auth/customer-session.ts'
import type { Context } from './context.ts'
import { ownRoomSchema } from './outputs/room.ts'
import { customerProcedure, publicProcedure } from './trpc.ts'

const sessionSchema = z.object({
  customer: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    identified: z.boolean(),
  }),
  roomId: z.string().nullable(),
  token: z.string().optional(),
})

/** What agents wrote and the customer has not seen, as far as the snapshot reaches. */
const countUnread = ({ messages }: RoomView, { customerSeq }: ReadState): number =>
  messages.filter(
    ({ kind, author, seq }) => kind === 'text' && author.kind === 'agent' && seq > customerSeq,
  ).length

/** Hands the token to whoever asked: as a cookie that scripts cannot read, or in the answer. */
function handOver(ctx: Context, token: string | null, bearer: boolean): { token?: string } {
  if (!token) return {}
  if (bearer) return { token }
  if (!ctx.customerCookie) {
    throw new ChatError('input_invalid', 'A socket cannot set cookies: ask for a bearer token.')
  }
  ctx.customerCookie.set(token)
  return {}
}

export const widgetRoutes = {
  config: publicProcedure.input(z.strictObject({}).optional()).query(({ ctx }) => ({
    shopName: ctx.services.shopName,
    greeting: `Hello! How can we help you at ${ctx.services.shopName}?`,
    available: ctx.services.realtime.isAvailable(),
    bodyMaxChars: limits.bodyMaxChars,
  })),

  session: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/api/chat/session',
        tags: ['customer'],
        protect: false,
        summary: 'Start or resume a customer’s session',
        description:
          'Sets an HttpOnly cookie. With `bearer: true` a new token is in the answer instead.',
      },
    })
    .input(z.strictObject({ bearer: z.literal(true).optional() }))
    .output(sessionSchema)
    .mutation(async ({ ctx, input }) => {
      const { ports, identity, limits: rateLimits } = ctx.services
      const admit = () => rateLimits.take('session', ctx.ip)
      const { customer, token } = await startCustomerSession(
        { ports, identity, admit },
        ctx.credentials,
      )
      const room = await ports.rooms.findRoomOfCustomer(customer.id)
      const { id, name, email, personId } = customer
      return {
        customer: { id, name, email, identified: personId !== null },
        roomId: room?.id ?? null,
        ...handOver(ctx, token, input.bearer ?? false),
      }
    }),

  signOut: publicProcedure.input(z.strictObject({}).optional()).mutation(async ({ ctx }) => {
    const { ports, identity } = ctx.services
    const { tokenHash } = ctx.credentials
    const token = tokenHash ? await identity.customer(tokenHash) : null
    if (token) await revokeToken(ports, token.id)
    ctx.customerCookie?.clear()
    return {}
  }),

  room: customerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/api/chat/room',
        tags: ['customer'],
        summary: 'The customer’s own room, made when there is none',
      },
    })
    .input(z.strictObject({}).optional())
    .output(ownRoomSchema)
    .query(async ({ ctx }) => {
      const { rooms } = ctx.services.ports
      const room = await openRoom(ctx.services.ports, ctx.actor)
      const view = await rooms.readView(room.id, 'customer', limits.snapshotMessages)
      if (!view) throw roomNotFound()
      const reads = await rooms.readState(room.id)
      return { view, reads, unreadCount: countUnread(view, reads) }
    }),
} satisfies TRPCRouterRecord
