import { ChatError } from '@shopbell/chat-core'
import { createClient } from 'redis'
import { expect, onTestFinished, test } from 'vitest'
import { describeWithRedis, ownName, testLink } from '../bus/testing/redis.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'
import { sharedLimiters } from './limiters.ts'
import { createRateLimits, type RateLimitName, type RateLimits } from './rate-limits.ts'

const secret = 'a-secret-that-nodes-share'

/** How many calls get through, on each node in turn, before the first refusal. */
async function allowance(nodes: readonly RateLimits[], name: RateLimitName): Promise<number> {
  for (let calls = 0; calls < 200; calls += 1) {
    try {
      await nodes[calls % nodes.length]?.take(name, '203.0.113.9')
    } catch (error) {
      if (error instanceof ChatError && error.code === 'rate_limited') return calls
      throw error
    }
  }
  return Number.POSITIVE_INFINITY
}

describeWithRedis('R-27: limits of several nodes', (redisUrl) => {
  async function startNode(keyPrefix: string, askMaxMs: number) {
    const proxy = await startTcpProxy(Number(new URL(redisUrl).port))
    onTestFinished(() => proxy.close())
    const { link } = testLink({
      url: `redis://127.0.0.1:${proxy.port}`,
      limits: { askMaxMs },
    })
    await link.start()
    const makeLimiter = sharedLimiters({ link, keyPrefix, secret })
    return { proxy, limits: createRateLimits({ rateLimits: true, production: true }, makeLimiter) }
  }

  /** Patient nodes, for where nothing is broken nothing is to be late. */
  async function startNodes(askMaxMs = 10_000) {
    const keyPrefix = ownName()
    const start = () => startNode(keyPrefix, askMaxMs)
    const nodes = await Promise.all([start(), start()])
    return { keyPrefix, nodes, limits: nodes.map(({ limits }) => limits) }
  }

  test.each([
    ['customerSend', 20],
    ['agentSend', 60],
    ['typing', 1],
    ['session', 10],
    ['signIn', 5],
    ['connect', 30],
  ] as const)('%s lets %i calls through, on all nodes together', async (name, calls) => {
    const { limits } = await startNodes()
    expect(await allowance(limits, name)).toBe(calls)
  })

  test('say how long to wait, on the node that has not counted as well', async () => {
    const { limits } = await startNodes()
    await limits[0]?.take('typing', 'somebody')
    const refusal = await limits[1]?.take('typing', 'somebody').catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'rate_limited', retryable: true })
    const { retryAfterMs } = (refusal as ChatError).details
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(retryAfterMs).toBeLessThanOrEqual(2_000)
  })

  test('forget on all nodes what was counted before a success', async () => {
    const { limits } = await startNodes()
    for (let calls = 0; calls < 4; calls += 1) await limits[0]?.take('signIn', 'ann')
    await limits[1]?.reset('signIn', 'ann')
    for (let calls = 0; calls < 5; calls += 1) await limits[0]?.take('signIn', 'ann')
    await expect(limits[0]?.take('signIn', 'ann')).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test.each(['cut', 'partition'] as const)(
    'are counted by each node for itself while Redis is away (%s), without waiting for it',
    async (fault) => {
      const { nodes, limits } = await startNodes(200)
      for (const { proxy } of nodes) {
        proxy.connectTo(1)
        proxy[fault]()
      }
      const startedMs = performance.now()
      expect(await allowance(limits, 'signIn')).toBe(2 * 5)
      expect(performance.now() - startedMs).toBeLessThan(3_000)
    },
  )

  test('R-43: tell Redis neither addresses nor accounts', async () => {
    const { keyPrefix, limits } = await startNodes()
    await limits[0]?.take('signIn', '203.0.113.9 ann@lamps.example')
    const client = await createClient({ url: redisUrl }).connect()
    onTestFinished(() => client.destroy())
    const keys = await client.keys(`${keyPrefix}*`)
    expect(keys).toHaveLength(1)
    expect(keys.join()).not.toMatch(/203\.0|lamps/)
    expect(await client.pTTL(keys[0] ?? '')).toBeGreaterThan(0)
  })
})
