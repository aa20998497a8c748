import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { call, openRawSocket, upgradeAnswer } from '../testing/raw-socket.ts'
import { type SocketRouter, startSocketServer } from '../testing/socket-server.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'

test('a draining server takes nobody new, and says when to come back', async () => {
  const { url, sockets } = await startSocketServer({ limits: { drainGraceMs: 50 } })
  const { closed } = await openRawSocket(url)

  const drained = sockets.drain()

  expect(await upgradeAnswer(url)).toEqual({ status: 503, retryAfter: '2' })
  await drained
  expect(await closed).toBe(1012)
})

test('a server without sockets is drained at once', async () => {
  const { sockets } = await startSocketServer({ limits: { drainGraceMs: 60_000 } })
  await sockets.drain()
})

test('whoever is in a hurry closes everybody at once', async () => {
  const { url, sockets } = await startSocketServer({
    limits: { drainPerSecond: 1, drainGraceMs: 60_000 },
  })
  const raws = [await openRawSocket(url), await openRawSocket(url), await openRawSocket(url)]
  const hurry = new AbortController()

  const drained = sockets.drain(hurry.signal)
  hurry.abort()
  await drained

  expect(await Promise.all(raws.map(({ closed }) => closed))).toEqual([1012, 1012, 1012])
})

test.each([
  ['at its pace', false],
  ['in a hurry', true],
])(
  'a call in flight is finished and answered before its socket is closed, %s',
  async (_, hurries) => {
    const { url, sockets, hold } = await startSocketServer({ limits: { drainGraceMs: 20 } })
    const raw = await openRawSocket(url)
    raw.send(call(1, 'slow', 'mutation'))
    await expect.poll(() => hold.waiting).toBe(1)

    const drained = sockets.drain(hurries ? AbortSignal.abort() : undefined)
    if (!hurries) await raw.reply(({ method }) => method === 'reconnect')
    // Well after everybody else would have been closed.
    setTimeout(() => hold.end(), 100)
    await drained

    expect(await raw.closed).toBe(1012)
    expect(raw.replies).toContainEqual(
      expect.objectContaining({ id: 1, result: { type: 'data', data: 'done' } }),
    )
  },
)

test('clients are sent away one after the other, not all at once', async () => {
  const { url, sockets } = await startSocketServer({
    limits: { drainPerSecond: 100, drainGraceMs: 50, socketsPerCustomer: 30 },
  })
  const raws = await Promise.all(Array.from({ length: 30 }, () => openRawSocket(url)))
  const toldAtMs = raws.map(async ({ reply }) => {
    await reply(({ method }) => method === 'reconnect')
    return performance.now()
  })

  await sockets.drain()

  const times = await Promise.all(toldAtMs)
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(250)
})

test('a client moves to another server without a failed call and goes on listening there', async () => {
  const before = await startSocketServer()
  const after = await startSocketServer()
  const proxy = await startTcpProxy(before.port)
  onTestFinished(() => proxy.close())
  const socket = createWSClient({
    url: `ws://127.0.0.1:${proxy.port}/api/ws`,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    connectionParams: { token: 'mara' },
    retryDelayMs: () => 20,
  })
  onTestFinished(() => socket.close())
  const client = createTRPCClient<SocketRouter>({ links: [wsLink({ client: socket })] })
  let starts = 0
  let hasMoved: () => void = () => undefined
  const moved = new Promise<void>((resolve) => {
    hasMoved = resolve
  })
  const subscription = client.silent.subscribe(undefined, {
    onData: () => {
      starts += 1
      if (starts === 2) hasMoved()
    },
  })
  onTestFinished(() => subscription.unsubscribe())
  expect(await client.whoAmI.query()).toBe('mara')

  proxy.connectTo(after.port)
  const drained = before.sockets.drain()
  for (let calls = 0; calls < 50; calls += 1) expect(await client.whoAmI.query()).toBe('mara')
  await Promise.all([drained, moved])

  expect(await client.whoAmI.query()).toBe('mara')
})
