import { initTRPC, TRPCError } from '@trpc/server'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { OpenApiMeta } from 'trpc-to-openapi'
import { agentOf, customerOf, participantOf } from './actor-of.ts'
import type { Context } from './context.ts'
import { toPublicError } from './errors.ts'

const t = initTRPC
  .context<Context>()
  .meta<OpenApiMeta>()
  .create({
    errorFormatter({ error, ctx, path }) {
      const { code, message, details, retryable, trpcCode, httpStatus } = toPublicError(error)
      return {
        message,
        code: TRPC_ERROR_CODES_BY_KEY[trpcCode],
        data: {
          code: trpcCode,
          httpStatus,
          path,
          requestId: ctx?.requestId,
          chat: { code, details, retryable },
        },
      }
    },
  })

export const { router } = t

/** Who is calling is asked on every call, not once per socket: rights may have changed since. */
export const publicProcedure = t.procedure.use(({ ctx: { connection }, type, next }) =>
  connection && type !== 'subscription' ? connection.call(() => next()) : next(),
)

export const customerProcedure = publicProcedure.use(async ({ ctx, next }) =>
  next({ ctx: { actor: await customerOf(ctx) } }),
)

/** A customer or an agent; what they may do to which room is the use case's to say. */
export const participantProcedure = publicProcedure.use(async ({ ctx, next }) =>
  next({ ctx: { actor: await participantOf(ctx) } }),
)

/** Any role of staff: what only managers may do is in chat-core's one table. */
export const agentProcedure = publicProcedure.use(async ({ ctx, next }) =>
  next({ ctx: { actor: await agentOf(ctx) } }),
)

/** For subscriptions: only sockets pace a slow reader, so streams are not served over plain HTTP. */
export const overSocket = t.middleware(({ ctx, signal, next }) => {
  const { connection } = ctx
  if (!connection || !signal) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' })
  return next({ ctx: { connection, signal } })
})
