import type { FastifyInstance } from 'fastify'

const HSTS_S = 365 * 24 * 60 * 60

/** Sent with every answer. A page that needs more than "nothing" says so itself. */
export function addSecurityHeaders(app: FastifyInstance, { secure }: { secure: boolean }): void {
  const headers = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(secure ? { 'strict-transport-security': `max-age=${HSTS_S}; includeSubDomains` } : {}),
  }
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': request.id })
  })
}
