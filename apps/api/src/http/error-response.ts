import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { reportError } from '../observability/report-error.ts'
import { roomIdOf, type SecurityFacts } from '../observability/security-log.ts'
import { type PublicError, toPublicError } from '../rpc/errors.ts'
import type { ClientIp } from './client-ip.ts'

const MS_PER_S = 1_000

/** Whole seconds until a refused call may be repeated, for `Retry-After`; undefined when waiting is no cure. */
export function retryAfterSeconds({ details }: PublicError): string | undefined {
  const { retryAfterMs } = details
  return typeof retryAfterMs === 'number' ? String(Math.ceil(retryAfterMs / MS_PER_S)) : undefined
}

/** What the log is to say about a request that failed. */
export const factsOf = (request: FastifyRequest, clientIp: ClientIp): SecurityFacts => ({
  requestId: request.id,
  ip: clientIp(request.raw),
  actorId: request.actorId,
  roomId: roomIdOf(request.params),
})

function sendError(reply: FastifyReply, error: PublicError): FastifyReply {
  const { code, message, details, httpStatus } = error
  const retryAfter = retryAfterSeconds(error)
  if (retryAfter) reply.header('retry-after', retryAfter)
  return reply.code(httpStatus).send({
    code,
    message,
    ...(Object.keys(details).length > 0 ? { details } : {}),
    requestId: reply.request.id,
  })
}

/** Every failure outside tRPC leaves through here, as `{ code, message, details?, requestId }`. */
export const createErrorHandler =
  (clientIp: ClientIp) => (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { procedure } = request.routeOptions.config
    reportError(request.log, thrown, { ...factsOf(request, clientIp), procedure })
    return sendError(reply, toPublicError(thrown))
  }

export function addErrorResponses(app: FastifyInstance, clientIp: ClientIp): void {
  app.setErrorHandler(createErrorHandler(clientIp))
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ code: 'not_found', message: 'There is nothing here.', requestId: request.id }),
  )
}
