import type { Message, Notice } from '@shopbell/chat-core'
import { busContract } from '@shopbell/chat-core/testing'
import { pino } from 'pino'
import { createClient } from 'redis'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startTcpProxy } from '../testing/tcp-proxy.ts'
import { createRedisBus } from './redis-bus.ts'
import { type LinkLimits, RedisLink } from './redis-link.ts'
import { describeWithRedis, ownName, testLink } from './testing/redis.ts'

const agentChanged = (agentId: string): Notice => ({ type: 'agent.changed', agentId })

const logger = pino({ level: 'silent' })

const alert: Partial<LinkLimits> = { connectMaxMs: 1_000, pingEveryMs: 50, pongMaxMs: 1_000 }

const eventually = { timeout: 10_000 }

describeWithRedis('a bus over Redis', (redisUrl) => {
  busContract('redis', async () => {
    const channel = ownName()
    const links = [0, 1].map(() => new RedisLink({ url: redisUrl, logger }))
    const [near, far] = links.map((link) =>
      createRedisBus({ link, channel, logger, onError: () => undefined }),
    )
    if (!near || !far) throw new Error('There are two links.')
    await Promise.all(links.map((link) => link.start()))
    return {
      buses: [near, far],
      close: async () => {
        await Promise.all(links.map((link) => link.close()))
      },
    }
  })

  /** A node's bus on its own network to Redis, with everything its listeners heard. */
  async function startNode(channel: string, limits: Partial<LinkLimits> = {}) {
    const proxy = await startTcpProxy(Number(new URL(redisUrl).port))
    onTestFinished(() => proxy.close())
    const { link, log } = testLink({ url: `redis://127.0.0.1:${proxy.port}`, limits })
    const bus = createRedisBus({ link, channel, logger, onError: () => undefined })
    const heard: Notice[] = []
    bus.subscribe((notice) => heard.push(notice))
    await link.start()
    return { proxy, link, log, bus, heard }
  }

  /** One that notices soon when Redis is silent, and one that is patient. */
  async function startTwoNodes() {
    const channel = ownName()
    const [here, there] = await Promise.all([startNode(channel, alert), startNode(channel)])
    return { here, there }
  }

  /** Somebody else who can say anything on the channel. */
  async function startStranger(channel: string) {
    const client = createClient({ url: redisUrl })
    await client.connect()
    onTestFinished(() => client.destroy())
    return (text: string) => client.publish(channel, text)
  }

  test('DL-6: while Redis is away listeners of the node still hear at once, and nobody is held up', async () => {
    const { here } = await startTwoNodes()
    here.proxy.partition()
    await vi.waitFor(() => expect(here.link.client).toBeNull(), eventually)

    here.bus.publish(agentChanged('ann'))

    expect(here.heard).toEqual([agentChanged('ann')])
    expect(here.bus.counts().dropped).toBe(1)
  })

  test('after an outage both sides are told once to look again, and then hear each other', async () => {
    const { here, there } = await startTwoNodes()
    here.proxy.partition()
    await vi.waitFor(() => expect(here.link.client).toBeNull(), eventually)
    here.bus.publish(agentChanged('unheard'))
    there.bus.publish(agentChanged('missed'))

    here.proxy.heal()
    await vi.waitFor(() => expect(there.heard.at(-1)).toEqual({ type: 'bus.resumed' }), eventually)
    there.bus.publish(agentChanged('after'))

    await vi.waitFor(
      () =>
        expect(here.heard).toEqual([
          agentChanged('unheard'),
          { type: 'bus.resumed' },
          agentChanged('after'),
        ]),
      eventually,
    )
    expect(there.heard).toEqual([
      agentChanged('missed'),
      { type: 'bus.resumed' },
      agentChanged('after'),
    ])
  })

  test('an outage is one line in the log and its end another, however many notices are lost', async () => {
    const { here } = await startTwoNodes()
    here.proxy.cut()
    here.proxy.connectTo(1)
    await vi.waitFor(() => expect(here.link.client).toBeNull(), eventually)
    for (let count = 0; count < 1_000; count += 1) here.bus.publish(agentChanged(`${count}`))
    expect(here.bus.counts().dropped).toBe(1_000)

    here.proxy.connectTo(Number(new URL(redisUrl).port))
    await vi.waitFor(() => expect(here.link.client).not.toBeNull(), eventually)

    expect(here.log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'redis is connected',
      expect.stringContaining('redis is away'),
      'redis is back',
    ])
  })

  test.each(['toServer', 'toClient', 'both'] as const)(
    'a connection on which nothing arrives any more (%s) is noticed and replaced',
    async (direction) => {
      const { here, there } = await startTwoNodes()
      here.proxy.blackHole({ direction })

      await vi.waitFor(() => expect(here.heard).toContainEqual({ type: 'bus.resumed' }), eventually)
      there.bus.publish(agentChanged('ann'))

      await vi.waitFor(() => expect(here.heard).toContainEqual(agentChanged('ann')), eventually)
    },
  )

  test('a node that starts without Redis starts all the same, and catches up when there is one', async () => {
    const channel = ownName()
    const proxy = await startTcpProxy(1)
    onTestFinished(() => proxy.close())
    const { link } = testLink({ url: `redis://127.0.0.1:${proxy.port}` })
    const bus = createRedisBus({ link, channel, logger, onError: () => undefined })
    const heard: Notice[] = []
    bus.subscribe((notice) => heard.push(notice))
    await link.start()
    bus.publish(agentChanged('ann'))

    proxy.connectTo(Number(new URL(redisUrl).port))

    await vi.waitFor(
      () => expect(heard).toEqual([agentChanged('ann'), { type: 'bus.resumed' }]),
      eventually,
    )
  })

  test('what is no frame of this version is ignored and counted, and what comes with it is heard', async () => {
    const channel = ownName()
    const here = await startNode(channel)
    const say = await startStranger(channel)
    const known = JSON.stringify(agentChanged('ann'))
    const bad = [
      'hello',
      '',
      '{"type":"agent.changed","agentId":"eve"}',
      `2 another-node [${known}]`,
      '1 another-node [{"type"',
      '1 another-node {"0":1}',
      `1 another-node ["${'x'.repeat(600_000)}"]`,
    ]
    for (const text of bad) await say(text)
    const notices = [
      'null',
      '{"type":"room.exploded"}',
      '{"type":"agent.changed","agentId":7}',
      known,
    ]
    await say(`1 another-node [${notices.join()}]`)

    await vi.waitFor(() => expect(here.heard).toEqual([agentChanged('ann')]), eventually)
    expect(here.bus.counts().refused).toBe(bad.length + 3)
  })

  test('many messages in one notice travel as a hint: their room is named, they are not', async () => {
    const channel = ownName()
    const [here, there] = await Promise.all([startNode(channel), startNode(channel)])
    const message: Message = {
      kind: 'text',
      roomId: 'room',
      seq: 1,
      threadId: 'thread',
      author: { kind: 'customer', id: 'customer', name: 'Kim' },
      createdAt: '2026-01-01T00:00:00.000Z',
      body: 'x'.repeat(4_000),
      clientId: 'key',
    }
    const room = {
      roomId: 'room',
      groupId: 'group',
      status: 'open',
      version: 2,
      lastSeq: 100,
    } as const
    const short: Notice = { type: 'room.changed', room, messages: [message], statusChanged: false }
    const long: Notice = { ...short, messages: Array.from({ length: 100 }, () => message) }

    here.bus.publish(long)
    here.bus.publish(short)

    await vi.waitFor(
      () => expect(there.heard).toEqual([{ ...long, messages: [] }, short]),
      eventually,
    )
    expect(here.heard).toEqual([long, short])
  })
})
