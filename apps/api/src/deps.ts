import type { Ports } from '@shopbell/chat-core'
import { createStores, type Database, demoLogins, isDemo, openHistory, ping } from '@shopbell/db'
import type { FastifyInstance } from 'fastify'
import { type Auth, createAuth, readSession } from './auth/auth.ts'
import { loadAuthSecret } from './auth/auth-secret.ts'
import { createIdentity } from './auth/identity.ts'
import { createSetup } from './auth/setup.ts'
import { signUpPerson } from './auth/sign-up-person.ts'
import { openBackbone } from './bus/backbone.ts'
import { drainNode } from './drain.ts'
import type { Env } from './env.ts'
import { createClientIp } from './http/client-ip.ts'
import { createServer } from './http/server.ts'
import { createSocketCallers } from './http/socket-callers.ts'
import { createRateLimits } from './limits/rate-limits.ts'
import type { Logger } from './observability/logger.ts'
import { createRealtime } from './realtime/realtime.ts'
import { createRouting } from './routing/routing.ts'
import type { Services } from './rpc/context.ts'
import { fastLane } from './rpc/fast-lane.ts'
import { appRouter } from './rpc/router.ts'
import { attachWebSocket, type WebSocketHandle } from './ws/attach-web-socket.ts'
import { socketLimitsOf } from './ws/socket-limits.ts'

export interface DepsOptions {
  readonly env: Env
  readonly logger: Logger
  /** Open and migrated; closed by `drain`. */
  readonly database: Database
}

/** The whole API, composed and not yet listening. */
export interface Deps {
  readonly app: FastifyInstance
  readonly services: Services
  readonly auth: Auth
  readonly sockets: Pick<WebSocketHandle, 'census'>
  /**
   * Ends it without losing anything: not ready any more, sockets moved elsewhere at a pace, requests in flight
   * answered, database closed.
   * @param hurry once aborted, nothing is waited for that can be done without
   */
  drain(hurry?: AbortSignal): Promise<void>
}

/** The composition root: the one place that knows every part. */
export async function createDeps({ env, logger, database }: DepsOptions): Promise<Deps> {
  const secret = await loadAuthSecret(env)
  const backbone = await openBackbone({ redisUrl: env.redisUrl, secret, logger })
  const { bus, presenceStore } = backbone
  const ports: Ports = { ...createStores(database), bus }
  const auth = createAuth({ env, secret, database, bus, logger })
  const services: Services = {
    shopName: env.shopName,
    ports,
    identity: createIdentity({
      readSession: (cookies) => readSession(auth, cookies),
      customers: ports.customers,
      agents: ports.agents,
      bus,
    }),
    limits: createRateLimits(env, backbone.makeLimiter),
    realtime: createRealtime({
      ...ports,
      history: await openHistory(database),
      presenceStore,
      logger,
    }),
    setup: createSetup({
      agents: ports.agents,
      logger,
      secret,
      signUp: (input) => signUpPerson(auth, input),
    }),
    demoLogins: (await isDemo(database)) ? demoLogins : null,
  }

  let draining = false
  const clientIp = createClientIp(env.trustedProxies)
  const app = await createServer({
    env,
    logger,
    services,
    auth,
    secret,
    clientIp,
    ping: () => ping(database),
    isDraining: () => draining,
    bus: () => backbone.state(),
  })
  const routing = createRouting({ ports, logger })
  const sockets = attachWebSocket({
    ...createSocketCallers({ services, clientIp, secure: env.secure }),
    server: app.server,
    router: appRouter,
    lane: fastLane,
    origins: new Set(env.allowedOrigins),
    limits: socketLimitsOf(env),
    bus,
    attendance: routing.attendance,
    logger,
  })

  return {
    app,
    services,
    auth,
    sockets,
    drain(hurry = new AbortController().signal) {
      draining = true
      const release = [
        () => routing.close(),
        () => services.realtime.close(),
        () => backbone.close(),
        () => database.close(),
      ]
      return drainNode({ waitMs: env.drainWaitMs, app, sockets, release, logger }, hurry)
    },
  }
}
