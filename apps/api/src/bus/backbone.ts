import { createHmac } from 'node:crypto'
import type { Bus } from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import type { BaseLogger } from 'pino'
import { type MakeLimiter, memoryLimiter, sharedLimiters } from '../limits/limiters.ts'
import { presenceTimings } from '../realtime/presence.ts'
import { createMemoryPresence } from '../realtime/presence-memory.ts'
import { createRedisPresence } from '../realtime/presence-redis.ts'
import type { PresenceStore } from '../realtime/presence-store.ts'
import { createRedisBus } from './redis-bus.ts'
import { RedisLink } from './redis-link.ts'

export interface BackboneOptions {
  /** null: this node is alone. */
  readonly redisUrl: string | null
  /** Nodes of one shop share it, and no other shop has it: it keeps shops on one Redis apart. */
  readonly secret: string
  readonly logger: Pick<BaseLogger, 'info' | 'warn' | 'error'>
}

/** What a node has in common with the other nodes of the shop. */
export interface Backbone {
  readonly bus: Bus
  readonly presenceStore: PresenceStore
  readonly makeLimiter: MakeLimiter
  /** Undefined when there is nothing to be connected to. */
  state(): 'connected' | 'away' | undefined
  close(): Promise<void>
}

/** Resolves also when Redis is away: no node ever waits for it. */
export async function openBackbone(options: BackboneOptions): Promise<Backbone> {
  const { redisUrl, secret, logger } = options
  const onError = (error: unknown) => logger.error({ err: error }, 'a bus listener failed')
  if (redisUrl === null) {
    return {
      bus: createMemoryBus(onError),
      presenceStore: createMemoryPresence()(),
      makeLimiter: memoryLimiter,
      state: () => undefined,
      close: async () => undefined,
    }
  }
  const link = new RedisLink({ url: redisUrl, logger })
  const name = nameOf(secret)
  const bus = createRedisBus({ link, channel: `${name}:notices`, logger, onError })
  const presenceStore = createRedisPresence({
    link,
    key: `${name}:presence`,
    ttlMaxMs: presenceTimings.ttlMs,
  })
  await link.start()
  return {
    bus,
    presenceStore,
    makeLimiter: sharedLimiters({ link, keyPrefix: `${name}:limit`, secret }),
    state: () => (link.client ? 'connected' : 'away'),
    async close() {
      await bus.close()
      await link.close()
    },
  }
}

const NAME_CHARS = 16

/** What the names of all channels and keys of a shop begin with. */
const nameOf = (secret: string): string =>
  `shopbell:${createHmac('sha256', secret).update('redis').digest('hex').slice(0, NAME_CHARS)}`
