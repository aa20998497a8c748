import { createHmac } from 'node:crypto'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RedisLink } from '../bus/redis-link.ts'
import { WindowCounter, type WindowCounterOptions } from './window-counter.ts'

/** What counts for one limit. */
interface Limiter {
  /** Takes a point. Answers how long to wait when there is none left, and 0 when there was one. */
  take(key: string): Promise<number>
  forget(key: string): Promise<void>
}

interface LimitOptions extends WindowCounterOptions {
  /** Which limit this is; a name may have several windows. */
  readonly name: string
}

export type MakeLimiter = (limit: LimitOptions) => Limiter

/** Counts in this process. */
export const memoryLimiter: MakeLimiter = (limit) => {
  const counter = new WindowCounter(limit)
  return {
    take: async (key) => counter.take(key),
    forget: async (key) => counter.forget(key),
  }
}

export interface SharedLimitersOptions {
  readonly link: RedisLink
  /** What the names of all keys begin with. */
  readonly keyPrefix: string
  /** Keys what is counted: Redis gets to know no address and no account. */
  readonly secret: string
}

/**
 * Counts together with the other nodes, and in this process while Redis is away: nobody is locked out for that, and
 * nobody is let loose.
 */
export function sharedLimiters({ link, keyPrefix, secret }: SharedLimitersOptions): MakeLimiter {
  const storeClient = {
    eval: (script: string, options: { keys: string[]; arguments: string[] }) =>
      link.ask((client) => client.eval(script, options)),
    del: (key: string) => link.ask((client) => client.del(key)),
  }
  const nameOf = (key: string) => createHmac('sha256', secret).update(key).digest('base64url')

  return (limit) => {
    const { name, points, windowMs } = limit
    const alone = memoryLimiter(limit)
    const together = new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      keyPrefix: `${keyPrefix}:${name}:${windowMs}`,
      points,
      duration: windowMs / 1_000,
    })
    return {
      async take(key) {
        try {
          await together.consume(nameOf(key))
          return 0
        } catch (reason) {
          return reason instanceof RateLimiterRes ? reason.msBeforeNext : alone.take(key)
        }
      },
      async forget(key) {
        await alone.forget(key)
        await together.delete(nameOf(key)).catch(() => false)
      },
    }
  }
}
