import type { FastifyInstance } from 'fastify'
import { roomIdOf } from '../observability/security-log.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked every few seconds by machines: not worth a line each time. */
    quiet?: true
  }
}

const PATH_MAX_CHARS = 200

/** The procedures that a tRPC request names. */
function proceduresOf(params: unknown): string | undefined {
  const path: unknown = Reflect.get(Object(params), 'path')
  return typeof path === 'string' ? path.slice(0, PATH_MAX_CHARS) : undefined
}

/** One line per request: its route and what came of it. Never a query string, a header or a body. */
export function addAccessLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { params, routeOptions } = request
    request.log[routeOptions.config.quiet ? 'debug' : 'info'](
      {
        requestId: request.id,
        method: request.method,
        route: routeOptions.url ?? 'unknown',
        procedure: routeOptions.config.procedure ?? proceduresOf(params),
        roomId: roomIdOf(params),
        actorId: request.actorId,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
}
