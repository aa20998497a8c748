import fastifyCors from '@fastify/cors'
import { ChatError } from '@shopbell/chat-core'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const PREFLIGHT_MAX_AGE_S = 600

/** A browser names the page's origin, or at least whether the page is ours; programs do neither. */
function comesFromOurPages({ headers }: FastifyRequest, allowed: ReadonlySet<string>): boolean {
  if (headers.origin !== undefined) return allowed.has(headers.origin)
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin'
}

/** What a form can send without asking first is POST; a DELETE has nothing to be JSON. */
const mustBeJson = ({ method, headers }: FastifyRequest): boolean =>
  method !== 'DELETE' && headers.cookie !== undefined

const isJson = (contentType: string | undefined): boolean =>
  /^application\/json\s*(;|$)/i.test(contentType ?? '')

/**
 * CORS for the pages on the allow-list only, and no change by anybody else's page: what is not a GET must come
 * from a listed origin, and with a cookie it must be JSON, which no plain form can send.
 */
export async function addOriginGuard(
  app: FastifyInstance,
  allowedOrigins: readonly string[],
): Promise<void> {
  const allowed = new Set(allowedOrigins)

  await app.register(fastifyCors, {
    origin: [...allowed],
    credentials: true,
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['content-type', 'authorization', 'x-shopbell-as', 'trpc-accept'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: PREFLIGHT_MAX_AGE_S,
  })

  app.addHook('onRequest', async (request) => {
    if (SAFE_METHODS.has(request.method)) return
    if (!comesFromOurPages(request, allowed)) {
      throw new ChatError('not_permitted', 'This page may not talk to the shop’s chat.', {
        reason: 'origin',
      })
    }
    if (mustBeJson(request) && !isJson(request.headers['content-type'])) {
      throw new ChatError('input_invalid', 'Send JSON, with the content type application/json.')
    }
  })
}
