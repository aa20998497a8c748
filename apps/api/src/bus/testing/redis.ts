import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { describe, onTestFinished } from 'vitest'
import { type LinkLimits, RedisLink } from '../redis-link.ts'

/** Registers tests that need a Redis, and says how to give them one where there is none. */
export function describeWithRedis(name: string, register: (redisUrl: string) => void): void {
  const { TEST_REDIS_URL: redisUrl } = process.env
  if (redisUrl) describe(name, () => register(redisUrl))
  else
    describe.skip(`${name} (needs TEST_REDIS_URL: see scripts/with-redis.mjs)`, () => register(''))
}

/** A channel or key that no other test uses. */
export const ownName = (): string => `test:${randomUUID()}`

export interface TestLinkOptions {
  readonly url: string
  /** What a test waits for: short, but for what is not its subject. */
  readonly limits?: Partial<LinkLimits>
}

/** A link that ends with the test, not yet started, and the lines that it logs. */
export function testLink({ url, limits = {} }: TestLinkOptions) {
  const log: string[] = []
  const logger = pino({ level: 'info' }, { write: (line) => log.push(line) })
  const link = new RedisLink({
    url,
    logger,
    limits,
    pause: async () => {
      await new Promise((resolve) => setTimeout(resolve, 10))
    },
  })
  onTestFinished(() => link.close())
  return { link, log }
}
