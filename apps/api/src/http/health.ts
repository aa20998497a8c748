import type { FastifyInstance } from 'fastify'
import { feelPulse } from './database-pulse.ts'

export interface HealthOptions {
  /** Rejects when the database does not answer; may also hang. */
  readonly ping: () => Promise<void>
  readonly isDraining: () => boolean
  /** How other nodes are heard of; undefined when there is nothing between them. Never makes a node unready. */
  readonly bus: () => 'connected' | 'away' | undefined
}

/**
 * `health` says that the process lives; `ready`, that it should be given work. Both answer at once out of what is known,
 * whatever else hangs.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  { ping, isDraining, bus }: HealthOptions,
): void {
  const pulse = feelPulse({
    ping,
    onChange(isFelt, err) {
      if (isFelt) app.log.info('the database answers again')
      else app.log.error({ err }, 'the database does not answer')
    },
  })
  app.addHook('onClose', async () => pulse.stop())

  app.get('/api/health', { config: { quiet: true } }, () => ({ status: 'ok' }))

  app.get('/api/ready', { config: { quiet: true } }, (_request, reply) => {
    if (isDraining()) return reply.code(503).send({ status: 'draining' })
    if (!pulse.isFelt()) return reply.code(503).send({ status: 'unavailable' })
    return reply.send({ status: 'ready', bus: bus() })
  })
}
