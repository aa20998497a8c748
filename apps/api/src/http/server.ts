import { randomUUID } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { type Auth, sessionCookieName } from '../auth/auth.ts'
import { customerCookieName } from '../auth/customer-token.ts'
import type { Env } from '../env.ts'
import type { Logger } from '../observability/logger.ts'
import { reportError } from '../observability/report-error.ts'
import { roomIdOf } from '../observability/security-log.ts'
import type { Services } from '../rpc/context.ts'
import { toPublicError } from '../rpc/errors.ts'
import { type AppRouter, appRouter } from '../rpc/router.ts'
import { addAccessLog } from './access-log.ts'
import { addAuthRoutes } from './auth-routes.ts'
import type { ClientIp } from './client-ip.ts'
import { addDocs } from './docs.ts'
import {
  addErrorResponses,
  createErrorHandler,
  factsOf,
  retryAfterSeconds,
} from './error-response.ts'
import { addHealthRoutes, type HealthOptions } from './health.ts'
import { createHttpContext } from './http-context.ts'
import { addOriginGuard } from './origin-guard.ts'
import { addRestRoutes } from './rest.ts'
import { addSecurityHeaders } from './security-headers.ts'

export interface ServerOptions {
  readonly env: Env
  readonly logger: Logger
  readonly services: Services
  readonly auth: Auth
  /** Keys the names of accounts in the log. */
  readonly secret: string
  readonly clientIp: ClientIp
  readonly ping: () => Promise<void>
  readonly isDraining: () => boolean
  readonly bus: HealthOptions['bus']
}

const BODY_MAX_BYTES = 64 * 1_024
/** To send a request in full; whoever dribbles longer is cut off. */
const REQUEST_MAX_MS = 30_000
/** Calls per request. */
const BATCH_MAX = 16
const PARAM_MAX_CHARS = 1_000

type TrpcOptions = FastifyTRPCPluginOptions<AppRouter>['trpcOptions']

/** The HTTP side of the API, not yet listening: tRPC, REST, sign-in, health and documentation. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { env, logger, services, clientIp } = options
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // Every line of ours names its request itself.
    childLoggerFactory: (parent) => parent,
    genReqId: () => randomUUID(),
    bodyLimit: BODY_MAX_BYTES,
    requestTimeout: REQUEST_MAX_MS,
    // What still reaches a node that ends is answered like anything else.
    return503OnClosing: false,
    // A whole tRPC batch is one parameter.
    routerOptions: { maxParamLength: PARAM_MAX_CHARS },
    // For requests that never reach a route: an address that is too long or badly escaped.
    frameworkErrors: createErrorHandler(clientIp),
  })
  app.removeContentTypeParser('text/plain')
  app.decorateRequest('actorId', undefined)
  app.addHook('onRequest', async (_request, reply) => {
    // Whoever keeps connections alive is to open the next one elsewhere.
    if (options.isDraining()) reply.header('connection', 'close')
  })
  addSecurityHeaders(app, env)
  addErrorResponses(app, clientIp)
  addAccessLog(app)
  await addOriginGuard(app, env.allowedOrigins)
  await app.register(fastifyCookie)

  const createContext = createHttpContext({ services, clientIp, secure: env.secure })
  const trpcOptions: TrpcOptions = {
    router: appRouter,
    maxBatchSize: BATCH_MAX,
    createContext: ({ req, res }) => createContext(req, res),
    onError: ({ error, path, req, input }) => {
      const roomId = roomIdOf(input)
      reportError(logger, error, { ...factsOf(req, clientIp), procedure: path, roomId })
    },
    responseMeta: ({ errors }) => {
      // tRPC's own headers replace what was set before them, so what depends on the Origin says so again.
      const headers = new Headers({ vary: 'Origin' })
      const waits = errors.flatMap((error) => retryAfterSeconds(toPublicError(error)) ?? [])
      if (waits[0]) headers.set('retry-after', waits[0])
      return { headers }
    },
  }
  await app.register(fastifyTRPCPlugin, { prefix: '/api/trpc', trpcOptions })

  addRestRoutes(app, createContext)
  addAuthRoutes(app, { ...options, limits: services.limits, baseUrl: env.publicApiUrl })
  addHealthRoutes(app, options)
  addDocs(app, {
    title: `${env.shopName}: chat`,
    baseUrl: env.publicApiUrl,
    cookies: {
      customer: customerCookieName(env.secure),
      staff: sessionCookieName(env.secure),
    },
  })
  return app
}
