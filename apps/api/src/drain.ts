import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Logger } from './observability/logger.ts'

export interface DrainOptions {
  /** How long the load balancer takes to notice that this node is not ready any more. */
  readonly waitMs: number
  readonly app: FastifyInstance
  readonly sockets: {
    stopAccepting(): void
    drain(hurry: AbortSignal): Promise<void>
  }
  /** What is let go of when nobody is served any more, in this order. */
  readonly release: readonly (() => Promise<void> | void)[]
  readonly logger: Pick<Logger, 'error'>
}

/** Requests in flight get this long, or what is left of the whole. */
const REQUESTS_MAX_MS = 10_000
const HURRIED_REQUESTS_MAX_MS = 1_000
/** All of it after the wait. An orchestrator that gives 30 s beside a wait of 5 s never has to kill. */
const WHOLE_MAX_MS = 22_000

/**
 * Ends a node so that nobody notices. New sockets are refused from the first moment on; requests are served until the
 * load balancer sends none. Then clients are sent elsewhere one by one, what is in flight is answered, and the rest is
 * let go of. The caller says "not ready" from the same moment on.
 * @param hurry once aborted, nothing is waited for that can be done without: still in order, still with answers
 */
export async function drainNode(
  { waitMs, app, sockets, release, logger }: DrainOptions,
  hurry: AbortSignal,
): Promise<void> {
  sockets.stopAccepting()
  await sleep(waitMs, undefined, { signal: hurry }).catch(() => undefined)
  const startedAtMs = performance.now()
  await sockets.drain(hurry)
  const leftMs = WHOLE_MAX_MS - (performance.now() - startedAtMs)
  await closeHttp(app, hurry.aborted ? HURRIED_REQUESTS_MAX_MS : Math.min(REQUESTS_MAX_MS, leftMs))
  for (const letGo of release) {
    try {
      await letGo()
    } catch (error) {
      logger.error({ err: error }, 'could not let go of something while ending')
    }
  }
}

/** Takes no connection any more, answers what is in flight, and cuts what takes longer than that. */
async function closeHttp(app: FastifyInstance, withinMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), withinMs)
  try {
    await app.close()
  } finally {
    clearTimeout(timer)
  }
}
