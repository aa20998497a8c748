import { createHmac } from 'node:crypto'
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
} from 'rate-limiter-flexible'
import type { RedisLink } from '../bus/redis-link.ts'

interface LimitOptions {
  /** Which limit of all this is; a name may have several windows. */
  readonly name: string
  readonly points: number
  readonly windowMs: number
}

/** Makes what counts for one limit. */
export type MakeLimiter = (limit: LimitOptions) => RateLimiterAbstract

const SECOND_MS = 1_000

/** Counts in this process. */
export const memoryLimiter: MakeLimiter = ({ points, windowMs }) =>
  new RateLimiterMemory({ points, duration: windowMs / SECOND_MS })

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
  return (limit) => {
    const { name, points, windowMs } = limit
    return new SecretiveLimiter(secret, {
      storeClient,
      useRedisPackage: true,
      keyPrefix: `${keyPrefix}:${name}:${windowMs}`,
      points,
      duration: windowMs / SECOND_MS,
      // Who is over the limit is refused from here on without asking again.
      inMemoryBlockOnConsumed: points + 1,
      insuranceLimiter: memoryLimiter(limit),
    })
  }
}

class SecretiveLimiter extends RateLimiterRedis {
  readonly #secret: string

  constructor(secret: string, options: ConstructorParameters<typeof RateLimiterRedis>[0]) {
    super(options)
    this.#secret = secret
  }

  override getKey(key: string | number): string {
    return super.getKey(createHmac('sha256', this.#secret).update(String(key)).digest('base64url'))
  }
}
