import { ChatError } from '@shopbell/chat-core'
import type { Env } from '../env.ts'
import { type MakeLimiter, memoryLimiter } from './limiters.ts'

interface Limit {
  readonly points: number
  readonly windowMs: number
  /** Counted per client address; on a developer's machine everybody shares one. */
  readonly perIp?: true
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Several limits under one name all apply. */
const rateLimitTable = {
  customerSend: [
    { points: 20, windowMs: 10 * SECOND },
    { points: 120, windowMs: 5 * MINUTE },
  ],
  agentSend: [{ points: 60, windowMs: 10 * SECOND }],
  typing: [{ points: 1, windowMs: 2 * SECOND }],
  session: [{ points: 10, windowMs: HOUR, perIp: true }],
  signUp: [{ points: 10, windowMs: HOUR, perIp: true }],
  /** Per account and address, also on loopback: guessing is guessing. */
  signIn: [{ points: 5, windowMs: 5 * MINUTE }],
  setup: [{ points: 10, windowMs: HOUR }],
  connect: [{ points: 30, windowMs: MINUTE, perIp: true }],
} as const satisfies Record<string, readonly Limit[]>

export type RateLimitName = keyof typeof rateLimitTable

export interface RateLimits {
  /**
   * Takes one point of every limit under the name.
   * @param key whom to count: an actor's id, or a client address for the per-address limits
   * @throws ChatError `rate_limited` with `details.retryAfterMs`
   */
  take(name: RateLimitName, key: string): Promise<void>
  /** Forgets what was counted, after a success that proves good faith. */
  reset(name: RateLimitName, key: string): Promise<void>
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/**
 * Off, nothing is counted.
 * @param makeLimiter by default everything is counted in this process
 */
export function createRateLimits(
  env: Pick<Env, 'rateLimits' | 'production'>,
  makeLimiter: MakeLimiter = memoryLimiter,
): RateLimits {
  if (!env.rateLimits) return { take: async () => {}, reset: async () => {} }

  const limiters = new Map(
    Object.entries(rateLimitTable).map(([name, limits]: [string, readonly Limit[]]) => [
      name,
      limits.map(({ points, windowMs, perIp }) => ({
        windowMs,
        limiter: makeLimiter({ name, points, windowMs }),
        exempt: (key: string) => perIp === true && !env.production && LOOPBACK.test(key),
      })),
    ]),
  )
  return {
    async take(name, key) {
      for (const { limiter, windowMs, exempt } of limiters.get(name) ?? []) {
        const waitMs = exempt(key) ? 0 : await limiter.take(key)
        if (waitMs > 0) throw tooMuch(Math.min(Math.ceil(waitMs), windowMs))
      }
    },
    async reset(name, key) {
      await Promise.all((limiters.get(name) ?? []).map(({ limiter }) => limiter.forget(key)))
    },
  }
}

const tooMuch = (retryAfterMs: number): ChatError =>
  new ChatError('rate_limited', 'That was too much in a short time. Please wait a moment.', {
    retryAfterMs,
  })
