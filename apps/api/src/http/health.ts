import type { FastifyInstance } from 'fastify'

export interface HealthOptions {
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>
  readonly isDraining: () => boolean
}

const PING_MAX_MS = 2_000

const late = () =>
  new Promise<never>((_resolve, reject) => {
    setTimeout(reject, PING_MAX_MS, new Error('The database is late.')).unref()
  })

/** `health` says that the process lives; `ready`, that it should be given work. */
export function addHealthRoutes(app: FastifyInstance, { ping, isDraining }: HealthOptions): void {
  app.get('/api/health', { config: { quiet: true } }, () => ({ status: 'ok' }))

  app.get('/api/ready', { config: { quiet: true } }, async (request, reply) => {
    if (isDraining()) return reply.code(503).send({ status: 'draining' })
    try {
      await Promise.race([ping(), late()])
      return { status: 'ready' }
    } catch (error) {
      request.log.warn({ requestId: request.id, err: error }, 'not ready')
      return reply.code(503).send({ status: 'unavailable' })
    }
  })
}
