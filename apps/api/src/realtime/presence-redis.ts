import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { RedisLink } from '../bus/redis-link.ts'
import type { PresenceStore, PresenceWord } from './presence-store.ts'

export interface RedisPresenceOptions {
  /** Not yet started. */
  readonly link: RedisLink
  /** Of the sorted set, and of the channel that calls the other nodes. */
  readonly key: string
  /** No word holds longer. */
  readonly ttlMaxMs: number
}

/**
 * One member per agent and node, scored with when its word ends by the clock of Redis: the only clock that all nodes
 * share. A word that has ended is told for as long again, for a node that was not called when it was cut short. A score
 * from further ahead than any word may hold is left from before that clock was put back.
 */
const SAY = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local node, ttl, ttlMax = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
for i = 4, #ARGV do redis.call('ZADD', KEYS[1], now + ttl, ARGV[i] .. ' ' .. node) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ttlMax)
redis.call('ZREMRANGEBYSCORE', KEYS[1], now + ttlMax + 1, '+inf')
redis.call('PEXPIRE', KEYS[1], 2 * ttlMax)
return { tostring(now), redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES') }`

const reply = z.tuple([z.coerce.number(), z.array(z.string())])

export function createRedisPresence({ link, key, ttlMaxMs }: RedisPresenceOptions): PresenceStore {
  const nodeId = randomUUID()
  let callNode: () => void = () => undefined

  /** Null while Redis is away: the link has told the log. */
  async function put(agentIds: readonly string[], ttlMs: number): Promise<unknown> {
    const args = [nodeId, String(ttlMs), String(ttlMaxMs), ...agentIds]
    return link
      .ask((client) => client.eval(SAY, { keys: [key], arguments: args }))
      .catch(() => null)
  }

  link.attach({
    prepare: (client) =>
      client.subscribe(key, (speaker) => {
        if (speaker !== nodeId) callNode()
      }),
  })

  return {
    async say(agentIds, ttlMs) {
      await put(agentIds, ttlMs)
      await link.ask((client) => client.publish(key, nodeId)).catch(() => null)
    },
    async beat(agentIds, ttlMs) {
      const answer = reply.safeParse(await put(agentIds, ttlMs))
      return answer.success
        ? wordsOf(...answer.data).filter((word) => word.nodeId !== nodeId)
        : null
    },
    onWord(listener) {
      callNode = listener
    },
  }
}

/** @param flat members and their scores by turns */
function wordsOf(nowMs: number, flat: readonly string[]): PresenceWord[] {
  return flat.flatMap((member, index) => {
    const [agentId, nodeId] = member.split(' ')
    const endMs = Number(flat[index + 1])
    if (index % 2 === 1 || !agentId || !nodeId) return []
    return { agentId, nodeId, version: endMs, ttlMs: endMs - nowMs }
  })
}
