import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { isServed } from '../testing/is-served.ts'
import { call, openRawSocket } from '../testing/raw-socket.ts'
import { seeded } from '../testing/seeded.ts'
import { startSocketServer } from '../testing/socket-server.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'

const PER_WAY = 30
const UPGRADE =
  'GET /api/ws?connectionParams=1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'

interface Server {
  /** The socket's address, directly and through a network that can swallow everything. */
  readonly url: string
  readonly proxiedUrl: string
  readonly port: number
  readonly random: () => number
}

/** A connection without a WebSocket library that would behave; `ask` is the first thing it says. */
const openPlain = (port: number, ask: string): Promise<Socket> =>
  new Promise((resolve) => {
    const stream = connect(port, '127.0.0.1', () => stream.write(ask))
    stream.on('error', () => undefined)
    stream.once('data', () => resolve(stream))
    stream.once('close', () => resolve(stream))
    onTestFinished(() => void stream.destroy())
  })

/** Signed in as somebody of their own, listening, and once served. */
async function openReader(url: string) {
  const raw = await openRawSocket(url, { params: { token: randomUUID() } })
  raw.send(call(1, 'silent', 'subscription'))
  await raw.reply(({ id, result }) => id === 1 && result?.type === 'data')
  return raw
}

/** How a client may leave without a word, or with the wrong one. */
const WAYS: Readonly<Record<string, (server: Server) => Promise<unknown>>> = {
  'before it is answered': async ({ port }) => {
    const stream = connect(port, '127.0.0.1', () => {
      stream.write(UPGRADE)
      stream.resetAndDestroy()
    })
    stream.on('error', () => undefined)
  },
  'with a reset': async ({ port }) => (await openPlain(port, UPGRADE)).resetAndDestroy(),
  half: async ({ port }) => (await openPlain(port, UPGRADE)).end(),
  'with bytes that are no frame': async ({ port, random }) => {
    const stream = await openPlain(port, UPGRADE)
    stream.write(Buffer.from(Array.from({ length: 200 }, () => Math.floor(random() * 256))))
    stream.write(Buffer.from([0xff, 0xff, 0xff, 0xff]))
  },
  'with a ping that is too long': async ({ port }) => {
    const stream = await openPlain(port, UPGRADE)
    stream.write(Buffer.concat([Buffer.from([0x89, 0xfe, 0xff, 0xff]), Buffer.alloc(65_539)]))
  },
  'with a close that means nothing': async ({ port }) => {
    const stream = await openPlain(port, UPGRADE)
    stream.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed]))
  },
  'without ever saying who it is': ({ url }) => openRawSocket(url, { params: null }),
  'as nobody': ({ url }) => openRawSocket(url, { params: {} }),
  'cut while it listens': async ({ url }) => (await openReader(url)).socket.terminate(),
  'politely while it listens': async ({ url }) => (await openReader(url)).socket.close(),
  'without reading what it asked for': async ({ url }) => {
    const { send, socket } = await openReader(url)
    send(call(2, 'endless', 'subscription'))
    socket.pause()
  },
  'with a flood of pings': async ({ url }) => {
    const { socket } = await openReader(url)
    for (let count = 0; count < 700; count += 1) socket.ping()
  },
  'swallowed by the network': ({ proxiedUrl }) => openReader(proxiedUrl),
}

test('C10, R-06: hundreds of clients that leave in every ugly way leave nothing behind', async () => {
  const { url, port, sockets } = await startSocketServer({
    limits: {
      authDeadlineMs: 500,
      pingEveryMs: 500,
      pongWithinMs: 500,
      slowMaxMs: 500,
      closeWithinMs: 200,
    },
  })
  const proxy = await startTcpProxy(port)
  onTestFinished(() => proxy.close())
  const server = {
    url,
    port,
    proxiedUrl: url.replace(`${port}`, `${proxy.port}`),
    random: seeded(5),
  }
  const timersBefore = timers()

  for (const leave of Object.values(WAYS)) {
    await Promise.all(Array.from({ length: PER_WAY }, () => leave(server)))
  }
  expect(sockets.census().open).toBeGreaterThan(0)
  proxy.blackHole()

  await expect
    .poll(() => sockets.census(), { timeout: 20_000 })
    .toEqual({ open: 0, known: 0, watched: 0, heldBytes: 0 })
  await expect.poll(timers, { timeout: 20_000 }).toBeLessThanOrEqual(timersBefore)
  await isServed(await openRawSocket(url))
})

/** Timers that keep this process alive. */
const timers = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
