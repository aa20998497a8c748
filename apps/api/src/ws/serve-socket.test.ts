import { once } from 'node:events'
import { connect } from 'node:net'
import { ChatError } from '@shopbell/chat-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { call, openRawSocket, type RawSocket } from '../testing/raw-socket.ts'
import { seeded } from '../testing/seeded.ts'
import { startSocketServer } from '../testing/socket-server.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'

async function isServed({ send, reply }: RawSocket, id = 1): Promise<void> {
  send(call(id, 'whoAmI'))
  expect((await reply((said) => said.id === id)).result?.data).toBe('mara')
}

describe('R-04: a socket has to say who it is', () => {
  test('in time', async () => {
    const { url } = await startSocketServer({ limits: { authDeadlineMs: 50 } })
    const { closed } = await openRawSocket(url, { params: null })
    expect(await closed).toBe(4401)
  })

  test('in time, also when nobody answers who that is', async () => {
    const { url } = await startSocketServer({
      limits: { authDeadlineMs: 50 },
      identify: () => new Promise(() => undefined),
    })
    const { closed } = await openRawSocket(url)
    expect(await closed).toBe(4401)
  })

  test('and is told what is wrong with the answer, then not to come back', async () => {
    const { url } = await startSocketServer()
    const { closed, replies } = await openRawSocket(url, { params: {} })
    expect(await closed).toBe(4401)
    expect(replies).toMatchObject([{ id: null, error: { message: 'Please sign in first.' } }])
  })

  test('a person who is no agent has no business here', async () => {
    const { url } = await startSocketServer({
      identify: async () => {
        throw new ChatError('not_permitted', 'This is for the people who answer.')
      },
    })
    const { closed } = await openRawSocket(url)
    expect(await closed).toBe(4403)
  })

  test('and may come back when the database could not be asked', async () => {
    const { url } = await startSocketServer({
      identify: async () => {
        throw new Error('The database does not answer')
      },
    })
    const { closed } = await openRawSocket(url)
    expect(await closed).toBe(1013)
  })

  test('once known it stays', async () => {
    const { url } = await startSocketServer({ limits: { authDeadlineMs: 50, pingEveryMs: 30 } })
    const raw = await openRawSocket(url)
    for (let beat = 0; beat < 4; beat += 1) {
      await new Promise((resolve) => raw.socket.once('ping', resolve))
    }
    await isServed(raw)
  })
})

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

describe('R-07: one socket cannot take it all', () => {
  test('calls beyond the burst are refused with the time to wait, and the socket stays', async () => {
    const { url } = await startSocketServer({ limits: { calls: { burst: 3, perSecond: 1 } } })
    const { send, reply } = await openRawSocket(url)

    for (let id = 1; id <= 4; id += 1) send(call(id, 'whoAmI'))

    expect((await reply(({ id }) => id === 3)).result?.data).toBe('mara')
    expect((await reply(({ id }) => id === 4)).error?.message).toMatch(/too much/i)
  })

  test('a 21st subscription is refused, and possible again after one has ended', async () => {
    const { url } = await startSocketServer()
    const { send, reply } = await openRawSocket(url)
    const hasData = (wanted: number) =>
      reply(({ id, result }) => id === wanted && result?.type === 'data')

    for (let id = 1; id <= 20; id += 1) send(call(id, 'silent', 'subscription'))
    await hasData(20)
    send(call(21, 'silent', 'subscription'))
    expect(
      (await reply(({ id, error }) => id === 21 && error !== undefined)).error?.message,
    ).toMatch(/too much/i)
    send({ id: 1, method: 'subscription.stop' })
    await reply(({ id, result }) => id === 1 && result?.type === 'stopped')
    send(call(22, 'silent', 'subscription'))

    await hasData(22)
  })

  test.each([
    ['frames', (raw: RawSocket) => raw.socket.send('PING')],
    ['pings', (raw: RawSocket) => raw.socket.ping()],
  ])('a flood of %s is cut', async (_, flood) => {
    const { url } = await startSocketServer({ limits: { frames: { burst: 50, perSecond: 1 } } })
    const raw = await openRawSocket(url)
    for (let count = 0; count < 60; count += 1) flood(raw)
    expect(await raw.closed).toBe(4429)
  })

  test('a sixth socket of a customer costs them their oldest one, and nobody else any', async () => {
    const { url } = await startSocketServer()
    const other = await openRawSocket(url, { params: { token: 'bo' } })
    const open = async () => {
      const raw = await openRawSocket(url)
      await isServed(raw)
      return raw
    }
    const first = await open()
    const others = [await open(), await open(), await open(), await open()]

    const sixth = await open()

    expect(await first.closed).toBe(4409)
    for (const raw of [...others, sixth]) await isServed(raw, 2)
    other.send(call(2, 'whoAmI'))
    expect((await other.reply(({ id }) => id === 2)).result?.data).toBe('bo')
  })
})

describe('R-08, R-09: what is revoked is closed', () => {
  test('at once, for everybody it was revoked from and nobody else', async () => {
    const { url, bus } = await startSocketServer()
    const mine = await openRawSocket(url)
    const alsoMine = await openRawSocket(url)
    const other = await openRawSocket(url, { params: { token: 'bo' } })
    await Promise.all([isServed(mine), isServed(alsoMine)])
    other.send(call(1, 'whoAmI'))
    await other.reply(({ id }) => id === 1)

    bus.publish({ type: 'access.revoked', subject: 'token', id: 'mara' })

    expect(await Promise.all([mine.closed, alsoMine.closed])).toEqual([4401, 4401])
    other.send(call(2, 'whoAmI'))
    await other.reply(({ id }) => id === 2)
  })

  test('also while it is still being looked up', async () => {
    let answer: () => void = () => undefined
    let asked: () => void = () => undefined
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const { url, bus } = await startSocketServer({
      identify: async () => {
        asked()
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return {
          actor: { kind: 'customer', id: 'mara', name: 'Mara' },
          credential: { kind: 'token', id: 'mara' },
        }
      },
    })
    const { closed } = await openRawSocket(url)
    await isAsked

    bus.publish({ type: 'access.revoked', subject: 'token', id: 'mara' })
    answer()

    expect(await closed).toBe(4401)
  })

  test('at the next check when nobody was told', async () => {
    let valid = true
    const { url } = await startSocketServer({
      limits: { recheckEveryMs: 20 },
      isStillValid: async () => valid,
    })
    const raw = await openRawSocket(url)
    await isServed(raw)

    valid = false

    expect(await raw.closed).toBe(4410)
  })

  test('at once when an agent has other rights than they came with, not when only their row has changed', async () => {
    let role: 'agent' | 'manager' = 'manager'
    const { url, bus } = await startSocketServer({
      identify: async () => ({
        actor: { kind: 'agent', id: 'mara', name: 'Mara', role, groupIds: [] },
        credential: { kind: 'session', id: 's1' },
      }),
      isStillValid: async ({ actor }) => actor.kind === 'agent' && actor.role === role,
    })
    const raw = await openRawSocket(url)
    await isServed(raw)

    bus.publish({ type: 'agent.changed', agentId: 'mara' })
    await isServed(raw, 2)
    role = 'agent'
    bus.publish({ type: 'agent.changed', agentId: 'mara' })

    expect(await raw.closed).toBe(4410)
  })

  test('but not because the check itself fails', async () => {
    let checks = 0
    let enough: () => void = () => undefined
    const checkedTwice = new Promise<void>((resolve) => {
      enough = resolve
    })
    const { url } = await startSocketServer({
      limits: { recheckEveryMs: 10 },
      isStillValid: async () => {
        checks += 1
        if (checks === 2) enough()
        throw new Error('The database does not answer')
      },
    })
    const raw = await openRawSocket(url)
    await checkedTwice
    await isServed(raw)
  })
})

test('a client’s own ping, as tRPC sends it, is answered', async () => {
  const { url } = await startSocketServer()
  const { socket } = await openRawSocket(url)
  const answer = once(socket, 'message')
  socket.send('PING')
  expect(String((await answer)[0])).toBe('PONG')
})

test('a client that answers no ping is a dead one and is dropped', async () => {
  const { url } = await startSocketServer({ limits: { pingEveryMs: 30, pongWithinMs: 30 } })
  const { closed } = await openRawSocket(url, { autoPong: false })
  expect(await closed).toBe(1006)
})

test('a network that swallows everything is noticed', async () => {
  const { port } = await startSocketServer({ limits: { pingEveryMs: 30, pongWithinMs: 30 } })
  const proxy = await startTcpProxy(port)
  onTestFinished(() => proxy.close())
  const raw = await openRawSocket(`ws://127.0.0.1:${proxy.port}/api/ws`)
  await isServed(raw)

  proxy.blackHole()

  expect(await raw.closed).toBe(1006)
})

test('a reader who does not read makes the server wait, then is cut, and costs no more than the cap', async () => {
  const { url, produced } = await startSocketServer({
    limits: { slowMaxMs: 50, closeWithinMs: 10_000 },
  })
  const slow = await openRawSocket(url)
  const quick = await openRawSocket(url)
  slow.send(call(1, 'endless', 'subscription'))
  await slow.reply(({ id, result }) => id === 1 && result?.type === 'data')

  slow.socket.pause()
  await hasStopped(() => produced.bytes)
  const held = produced.bytes
  await isServed(quick)
  slow.socket.resume()

  expect(await slow.closed).toBe(4408)
  expect(produced.bytes).toBe(held)
  // What the kernel took off the server's hands, at both ends, comes on top of its own buffer.
  expect(held).toBeLessThan(16 * 1_024 * 1_024)
})

/** Resolves once a figure has not grown for longer than a slow reader is waited for. */
async function hasStopped(figure: () => number): Promise<void> {
  for (let before = -1; before !== figure(); ) {
    before = figure()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
