import { createClient } from 'redis'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { describeWithRedis, ownName, testLink } from '../bus/testing/redis.ts'
import { createMemoryPresence } from './presence-memory.ts'
import { createRedisPresence } from './presence-redis.ts'
import type { PresenceStore } from './presence-store.ts'

const TTL_MS = 10_000

type MakeStores = () => Promise<readonly [PresenceStore, PresenceStore]>

const idsOf = async (store: PresenceStore) =>
  (await store.beat([], TTL_MS))
    ?.filter(({ ttlMs }) => ttlMs > 0)
    .map(({ agentId }) => agentId)
    .sort()

function presenceContract(makeStores: MakeStores): void {
  test('a node hears what the others say, and not itself', async () => {
    const [here, there] = await makeStores()
    await there.say(['ann', 'ben'], TTL_MS)
    await there.beat(['cem'], TTL_MS)

    expect(await idsOf(here)).toEqual(['ann', 'ben', 'cem'])
    expect(await idsOf(there)).toEqual([])
  })

  test('a word says how long it still holds, and ends by itself', async () => {
    const [here, there] = await makeStores()
    await there.say(['ann'], 100)
    await there.say(['ben'], TTL_MS)

    const words = await here.beat([], TTL_MS)
    const ttlOf = (id: string) => words?.find(({ agentId }) => agentId === id)?.ttlMs
    expect(ttlOf('ann')).toBeGreaterThan(0)
    expect(ttlOf('ann')).toBeLessThanOrEqual(100)
    expect(ttlOf('ben')).toBeGreaterThan(TTL_MS - 1_000)
    await vi.waitFor(async () => expect(await idsOf(here)).toEqual(['ben']))
  })

  test('a word that was cut short is still told after its end, to who missed that', async () => {
    const [here, there] = await makeStores()
    await there.say(['ann'], TTL_MS)
    await there.say(['ann'], 1)

    await vi.waitFor(async () => {
      const [word] = (await here.beat([], TTL_MS)) ?? []
      expect(word?.ttlMs).toBeLessThanOrEqual(0)
    })
  })

  test('a new word replaces the one before, also by a shorter one, and has another version', async () => {
    const [here, there] = await makeStores()
    await there.say(['ann'], TTL_MS)
    const [before] = (await here.beat([], TTL_MS)) ?? []
    await there.say(['ann'], 1_000)
    const after = (await here.beat([], TTL_MS)) ?? []

    expect(after).toHaveLength(1)
    expect(after[0]?.ttlMs).toBeLessThanOrEqual(1_000)
    expect(after[0]?.version).not.toBe(before?.version)
  })

  test('the same word heard twice has the same version', async () => {
    const [here, there] = await makeStores()
    await there.say(['ann'], TTL_MS)
    const versions = [await here.beat([], TTL_MS), await here.beat([], TTL_MS)]

    expect(versions[0]?.[0]?.version).toBeDefined()
    expect(versions[0]?.[0]?.version).toBe(versions[1]?.[0]?.version)
  })

  test('one agent may be on two nodes', async () => {
    const [here, there] = await makeStores()
    await here.say(['ann'], TTL_MS)
    await there.say(['ann'], TTL_MS)

    expect([await idsOf(here), await idsOf(there)]).toEqual([['ann'], ['ann']])
  })

  test('the other nodes are called when a node says something, and by no beat', async () => {
    const [here, there] = await makeStores()
    const calls: string[] = []
    here.onWord(() => calls.push('here'))
    there.onWord(() => calls.push('there'))
    await there.beat(['ann'], TTL_MS)
    await there.say(['ann'], TTL_MS)

    await vi.waitFor(() => expect(calls).toEqual(['here']))
  })
}

describe('presence in memory', () => {
  presenceContract(async () => {
    const join = createMemoryPresence()
    return [join(), join()]
  })
})

describeWithRedis('presence over Redis', (redisUrl) => {
  const makeStores = async (key = ownName()) => {
    const limits = { askMaxMs: 10_000 }
    const links = [
      testLink({ url: redisUrl, limits }).link,
      testLink({ url: redisUrl, limits }).link,
    ] as const
    const store = (link: (typeof links)[number]) =>
      createRedisPresence({ link, key, ttlMaxMs: TTL_MS })
    const stores = [store(links[0]), store(links[1])] as const
    await Promise.all(links.map((link) => link.start()))
    return stores
  }
  presenceContract(() => makeStores())

  test('nobody knows while Redis is away, and what is said then is nobody’s failure', async () => {
    const { link } = testLink({ url: 'redis://127.0.0.1:1' })
    const store = createRedisPresence({ link, key: ownName(), ttlMaxMs: TTL_MS })
    await link.start()
    await store.say(['ann'], TTL_MS)
    expect(await store.beat(['ann'], TTL_MS)).toBeNull()
  })

  test('a word from before the clock of Redis was put back holds no longer than any other', async () => {
    const key = ownName()
    const [here, there] = await makeStores(key)
    const client = await createClient({ url: redisUrl }).connect()
    onTestFinished(() => client.destroy())
    const tomorrow = Date.now() + 24 * 60 * 60 * 1_000
    await client.zAdd(key, { score: tomorrow, value: 'ghost a-node-that-died' })
    await there.say(['ann'], TTL_MS)
    expect(await idsOf(here)).toEqual(['ann'])
  })

  test('nothing is left behind in Redis', async () => {
    const key = ownName()
    const [, there] = await makeStores(key)
    const client = await createClient({ url: redisUrl }).connect()
    onTestFinished(() => client.destroy())
    await there.say(['ann'], TTL_MS)
    expect(await client.pTTL(key)).toBeGreaterThan(0)
    expect(await client.pTTL(key)).toBeLessThanOrEqual(2 * TTL_MS)
  })
})
