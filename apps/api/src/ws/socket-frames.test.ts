import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { isServed } from '../testing/is-served.ts'
import { call, openRawSocket } from '../testing/raw-socket.ts'
import { seeded } from '../testing/seeded.ts'
import { startSocketServer } from '../testing/socket-server.ts'

describe('R-05: what comes in is bounded', () => {
  test('a frame of 64 KiB is read, one byte more closes the socket', async () => {
    const { url } = await startSocketServer()
    const raw = await openRawSocket(url)
    await isServed(raw)

    raw.socket.send(' '.repeat(64 * 1_024))
    await raw.reply(({ id, error }) => id === null && error !== undefined)
    raw.socket.send(' '.repeat(64 * 1_024 + 1))

    expect(await raw.closed).toBe(1009)
  })

  test('a message in more than 32 fragments closes the socket', async () => {
    const { url } = await startSocketServer()
    const { socket, closed } = await openRawSocket(url)
    for (let part = 0; part < 40; part += 1) socket.send('x', { fin: false })
    expect(await closed).toBe(1008)
  })

  test('a frame of more than 16 calls is refused, each call by its id, and none is run', async () => {
    const { url } = await startSocketServer()
    const { send, reply, replies } = await openRawSocket(url)
    send(Array.from({ length: 17 }, (_, index) => call(index + 1, 'whoAmI')))

    await reply(({ id }) => id === 17)

    expect(replies.filter(({ error }) => error)).toHaveLength(17)
    expect(replies.filter(({ result }) => result)).toHaveLength(0)
  })
})

/** Bytes that start like a frame, with everything about it by chance: opcode, reserved bits, mask, length, content. */
function malformedFrame(random: () => number): Buffer {
  const byte = () => Math.floor(random() * 256)
  const lengths = [0, 1, 2, 5, 125, 126, 127]
  const length = lengths[Math.floor(random() * lengths.length)] ?? 0
  const mask = random() < 0.7 ? 0x80 : 0
  const body = Array.from({ length: Math.floor(random() * 200) }, byte)
  return Buffer.from([byte(), mask | length, ...body])
}

/** Upgrades over a plain connection, sends the bytes and resolves once the server has ended it. */
const sendBytes = (port: number, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => {
    const stream = connect(port, '127.0.0.1')
    const key = 'dGhlIHNhbXBsZSBub25jZQ=='
    stream.write(
      `GET /api/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    )
    stream.once('data', () => stream.end(bytes))
    stream.on('error', () => undefined)
    stream.once('close', () => resolve())
    stream.resume()
  })

test('R-06: 1,000 malformed frames end their own sockets and nothing else', async () => {
  const seed = 20_261_120
  const random = seeded(seed)
  const { port, url } = await startSocketServer({
    limits: { socketsPerCustomer: 100 },
    identify: async () => ({
      actor: { kind: 'customer', id: 'mara', name: 'Mara' },
      credential: { kind: 'token', id: 'mara' },
    }),
  })
  const raw = await openRawSocket(url)

  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 50 }, () => sendBytes(port, malformedFrame(random))))
  }

  await isServed(raw)
})

test.each([
  ['no JSON', '{'],
  ['no call', '42'],
  ['null', 'null'],
  ['an unknown method', '{"id":1,"method":"x","params":{}}'],
  ['a path from the prototype', '{"id":1,"method":"query","params":{"path":"__proto__"}}'],
  ['an id of the wrong type', '{"id":{},"method":"query","params":{"path":"whoAmI"}}'],
  ['nested lists', `${'['.repeat(2_000)}${']'.repeat(2_000)}`],
  ['bytes', Buffer.from([0, 1, 2])],
])('R-06: a frame that is %s leaves the socket usable', async (_, frame) => {
  const { url } = await startSocketServer()
  const raw = await openRawSocket(url)
  await isServed(raw)

  raw.socket.send(frame)

  await isServed(raw, 2)
})
