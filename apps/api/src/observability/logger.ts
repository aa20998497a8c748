import type { FastifyBaseLogger } from 'fastify'
import { type DestinationStream, pino } from 'pino'
import type { Env } from '../env.ts'
import { serializeError } from './serialize-error.ts'

export type Logger = FastifyBaseLogger

/**
 * The one logger: JSON lines on standard output. Nothing is logged whole; should a request's headers or a
 * credential slip into a line all the same, redaction removes it.
 */
export function createLogger(
  env: Pick<Env, 'logLevel'>,
  destination?: DestinationStream | undefined,
): Logger {
  const options = {
    level: env.logLevel,
    base: null,
    serializers: { err: serializeError },
    redact: {
      paths: ['authorization', 'cookie', 'password', 'token', 'body', 'email', 'headers'].flatMap(
        (key) => [key, `*.${key}`],
      ),
      censor: '[redacted]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
