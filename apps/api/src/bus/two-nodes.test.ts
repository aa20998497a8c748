import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'
import { describeWithRedis } from './testing/redis.ts'
import { startTwoNodes, watchDesk, watchRoom } from './testing/two-nodes.ts'

const say = (browser: Browser, roomId: string, body: string) =>
  browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body })

const within = <T>(timeout: number, look: () => T) => expect.poll(look, { timeout, interval: 20 })

/** A customer who reaches the first node and an agent who reaches the second one, both looking. */
async function startScene(redisUrls?: readonly [string, string]) {
  const shop = await startTwoNodes(redisUrls)
  const [here, there] = shop.nodes
  const { browser: customer, roomId } = await shop.newCustomer()
  const { browser, agent } = await shop.newAgent()
  const desk = shop.at(there, browser, 'agent')
  await desk.trpc.agent.updateMe.mutate({ availability: 'online' })
  const widget = watchRoom(customer, roomId)
  const inbox = watchDesk(desk)
  await within(5_000, () => [widget.state() !== undefined, inbox.frames.length > 0]).toEqual([
    true,
    true,
  ])
  return { ...shop, here, there, customer, roomId, agent, desk, widget, inbox }
}

describeWithRedis('two nodes with Redis between them', (redisUrl) => {
  const startProxies = async () => {
    const start = async () => {
      const proxy = await startTcpProxy(Number(new URL(redisUrl).port))
      onTestFinished(() => proxy.close())
      return proxy
    }
    return [await start(), await start()] as const
  }

  test('a customer on one and an agent on the other see each other come, write, read and type', async () => {
    const { customer, desk, agent, roomId, widget, inbox } = await startScene([redisUrl, redisUrl])
    await within(2_000, () => widget.state()?.available).toBe(true)

    const { message } = await say(customer, roomId, 'Hello?')
    await within(2_000, () => inbox.isInLine(roomId)).toBe(true)
    await within(2_000, () => inbox.room(roomId)).toMatchObject({ status: 'waiting' })
    await within(2_000, () => widget.state()?.place).toBe(1)

    await desk.trpc.room.accept.mutate({ roomId })
    await within(2_000, () => widget.state()?.place).toBeNull()
    await desk.trpc.room.markRead.mutate({ roomId, seq: message.seq })
    await within(2_000, () => widget.state()?.reads.staffSeq).toBe(message.seq)
    await desk.trpc.room.typing.mutate({ roomId, active: true })
    await within(2_000, () => widget.signals).toContainEqual(
      expect.objectContaining({
        type: 'typing.changed',
        author: expect.objectContaining({ id: agent.id }),
      }),
    )
    await say(desk, roomId, 'Good morning!')
    await within(2_000, () => widget.bodies).toEqual(['Hello?', 'Good morning!'])

    await desk.trpc.agent.updateMe.mutate({ availability: 'away' })
    await within(2_000, () => widget.state()?.available).toBe(false)
  })

  test('R-08: who signs out on one node gets not one more event on the other, within two seconds', async () => {
    const { at, here, customer, desk, roomId } = await startScene([redisUrl, redisUrl])
    await say(customer, roomId, 'Before')
    const theirs = watchRoom(desk, roomId)
    await within(5_000, () => theirs.bodies).toEqual(['Before'])

    await at(here, desk, 'agent').post('/api/auth/sign-out')
    await within(2_000, () => desk.trpc.agent.me.query().catch(({ data }) => data.httpStatus)).toBe(
      401,
    )
    const widget = watchRoom(customer, roomId)
    await say(customer, roomId, 'After')
    await within(5_000, () => widget.bodies).toEqual(['Before', 'After'])

    expect(theirs.bodies).toEqual(['Before'])
  })

  test('a node that ends takes its agents along, after the grace, and not before', async () => {
    const { there, widget } = await startScene([redisUrl, redisUrl])
    await within(2_000, () => widget.state()?.available).toBe(true)

    await there.deps.drain()
    expect(widget.state()?.available).toBe(true)

    await within(10_000, () => widget.state()?.available).toBe(false)
  })

  test('Redis goes and comes: messages arrive, nodes stay ready, and then all is as before', async () => {
    const proxies = await startProxies()
    const [first, second] = proxies.map(({ port }) => `redis://127.0.0.1:${port}`)
    const { nodes, customer, desk, roomId, widget, inbox } = await startScene([
      first ?? '',
      second ?? '',
    ])
    await within(2_000, () => widget.state()?.available).toBe(true)
    const ready = async () =>
      Promise.all(nodes.map(async ({ url }) => (await fetch(`${url}/api/ready`)).json()))
    for (const proxy of proxies) {
      proxy.connectTo(1)
      proxy.cut()
    }
    await within(2_000, ready).toEqual([
      { status: 'ready', bus: 'away' },
      { status: 'ready', bus: 'away' },
    ])
    await say(customer, roomId, 'Hello?')
    await desk.trpc.room.accept.mutate({ roomId })
    await say(desk, roomId, 'Good morning!')
    await within(2_500, () => widget.bodies).toEqual(['Hello?', 'Good morning!'])
    expect(widget.state()?.available).toBe(true)

    for (const proxy of proxies) proxy.connectTo(Number(new URL(redisUrl).port))
    await within(6_000, ready).toEqual([
      { status: 'ready', bus: 'connected' },
      { status: 'ready', bus: 'connected' },
    ])
    await within(2_000, () => inbox.room(roomId)).toMatchObject({ status: 'open' })
    await desk.trpc.agent.updateMe.mutate({ availability: 'away' })
    await within(2_000, () => widget.state()?.available).toBe(false)
    for (const { log } of nodes) {
      expect(log.filter((line) => line.includes('redis is away'))).toHaveLength(1)
      expect(log.filter((line) => line.includes('redis is back'))).toHaveLength(1)
    }
  })
})
