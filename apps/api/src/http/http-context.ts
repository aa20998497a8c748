import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ActAs, bearerToken, readCredentials } from '../auth/credentials.ts'
import { customerCookieName, customerCookieOptions } from '../auth/customer-token.ts'
import type { Context, CustomerCookie, Services } from '../rpc/context.ts'
import type { ClientIp } from './client-ip.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who turned out to be calling; for the log only. */
    actorId: string | undefined
  }
}

export interface HttpContextOptions {
  readonly services: Services
  readonly clientIp: ClientIp
  /** Whether browsers reach us by https. */
  readonly secure: boolean
}

export type CreateHttpContext = (
  request: FastifyRequest,
  reply: FastifyReply,
  /** For routes of one side only; otherwise the caller's `x-shopbell-as` picks. */
  actAs?: ActAs,
) => Context

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

const customerCookieOn = (reply: FastifyReply, secure: boolean): CustomerCookie => ({
  set: (token) => {
    reply.setCookie(customerCookieName(secure), token, customerCookieOptions(secure))
  },
  clear: () => {
    reply.clearCookie(customerCookieName(secure), customerCookieOptions(secure))
  },
})

/** What the procedures are to know of a request, the same for tRPC and REST. */
export const createHttpContext =
  ({ services, clientIp, secure }: HttpContextOptions): CreateHttpContext =>
  (request, reply, actAs) => ({
    services,
    credentials: readCredentials(
      {
        cookies: request.headers.cookie,
        token: bearerToken(request.headers.authorization),
        actAs: actAs ?? headerOf(request, 'x-shopbell-as'),
      },
      secure,
    ),
    requestId: request.id,
    ip: clientIp(request.raw),
    noteActor: (actorId) => {
      request.actorId = actorId
    },
    connection: null,
    customerCookie: customerCookieOn(reply, secure),
  })
