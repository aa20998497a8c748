import { ChatError } from '@shopbell/chat-core'
import { describe, expect, test } from 'vitest'
import { call, openRawSocket, upgradeAnswer } from '../testing/raw-socket.ts'
import { startSocketServer } from '../testing/socket-server.ts'

const ORIGIN = 'https://shop.example'

/** What resembles the allowed origin to a check that is less than exact. */
const FOREIGN_ORIGINS = [
  'null',
  '',
  '*',
  'http://shop.example',
  'https://shop.example/',
  'https://shop.example:443',
  'https://shop.example:8443',
  'https://SHOP.example',
  'HTTPS://shop.example',
  'https://shop.example.',
  'https://shop.example.evil.example',
  'https://evil-shop.example',
  'https://evilshop.example',
  'https://evil.example/https://shop.example',
  'https://evil.example#https://shop.example',
  'https://evil.example?https://shop.example',
  'https://shop.example@evil.example',
  'https://user@shop.example',
  'https://sub.shop.example',
  'https://shopXexample',
  'https://shop.example, https://evil.example',
  'https://evil.example, https://shop.example',
  'https://xn--shp-ula.example',
  'wss://shop.example',
  'file://',
  'chrome-extension://shop.example',
]

describe('R-02: a page may open a socket only from an origin that is listed, exactly', () => {
  test('the listed one', async () => {
    const { url } = await startSocketServer({ origins: new Set([ORIGIN]) })
    const { send, reply } = await openRawSocket(url, { headers: { origin: ORIGIN } })
    send(call(1, 'whoAmI'))
    expect((await reply(({ id }) => id === 1)).result?.data).toBe('mara')
  })

  test.each(FOREIGN_ORIGINS)('not %j', async (origin) => {
    const { url } = await startSocketServer({ origins: new Set([ORIGIN]) })
    expect(await upgradeAnswer(url, { headers: { origin } })).toMatchObject({ status: 403 })
  })

  test('without an origin cookies count for nothing, a token does', async () => {
    const cookies: unknown[] = []
    const { url } = await startSocketServer({
      identify: async (request, params) => {
        cookies.push(request.headers.cookie)
        const id = params?.['token'] ?? ''
        return { actor: { kind: 'customer', id, name: id }, credential: { kind: 'token', id } }
      },
    })
    const headers = { cookie: 'shopbell_customer=stolen' }

    const program = await openRawSocket(url, { headers })
    program.send(call(1, 'whoAmI'))
    await program.reply(({ id }) => id === 1)
    const page = await openRawSocket(url, { headers: { ...headers, origin: ORIGIN } })
    page.send(call(1, 'whoAmI'))
    await page.reply(({ id }) => id === 1)

    expect(cookies).toEqual([undefined, 'shopbell_customer=stolen'])
  })
})

test.each(['/', '/api', '/api/ws/', '/api/wsx', '/api/ws/x', '/API/WS', '//api/ws', '/x/api/ws'])(
  'R-06: an upgrade of %s is not found, and the next one is served',
  async (path) => {
    const { port, url } = await startSocketServer()

    expect(await upgradeAnswer(`ws://127.0.0.1:${port}${path}`)).toMatchObject({ status: 404 })
    expect(await upgradeAnswer(url)).toMatchObject({ status: 101 })
  },
)

test.each(['[', 'a b', 'a:b:c', '%', '[::1', 'x:99999'])(
  'R-06: a Host header of %j is refused, and the next one is served',
  async (host) => {
    const { url } = await startSocketServer()

    expect(await upgradeAnswer(url, { headers: { host } })).toMatchObject({ status: 400 })
    expect(await upgradeAnswer(url)).toMatchObject({ status: 101 })
  },
)

test('R-27: who connects too often is told when to come back', async () => {
  const { url } = await startSocketServer({
    takeConnect: async () => {
      throw new ChatError('rate_limited', 'Too often', { retryAfterMs: 4_100 })
    },
  })

  expect(await upgradeAnswer(url)).toEqual({ status: 429, retryAfter: '5' })
})

test('a limiter that fails lets nobody in, and the server goes on', async () => {
  let failing = true
  const { url } = await startSocketServer({
    takeConnect: async () => {
      if (failing) throw new Error('The limiter does not answer')
    },
  })

  expect(await upgradeAnswer(url)).toMatchObject({ status: 503 })
  failing = false
  expect(await upgradeAnswer(url)).toMatchObject({ status: 101 })
})

test('R-27: more sockets than a node takes at once are told when to come back', async () => {
  const { url } = await startSocketServer({
    limits: { connects: { burst: 2, perSecond: 0.25 } },
  })

  const answers = [await upgradeAnswer(url), await upgradeAnswer(url), await upgradeAnswer(url)]

  expect(answers.map(({ status }) => status)).toEqual([101, 101, 429])
  expect(answers[2]?.retryAfter).toBe('4')
})

test('R-27: a foreign page does not take a place that others need', async () => {
  const { url } = await startSocketServer({ limits: { connects: { burst: 1, perSecond: 0.01 } } })
  const headers = { origin: 'https://evil.example' }

  expect(await upgradeAnswer(url, { headers })).toMatchObject({ status: 403 })
  expect(await upgradeAnswer(url)).toMatchObject({ status: 101 })
})

test('R-27: a node that is late at everything refuses new customers, lets the staff in, and recovers', async () => {
  let lagMs = 0
  const { url } = await startSocketServer({
    loopLag: { lagMs: () => lagMs, close: () => undefined },
  })
  const asCustomer = () => upgradeAnswer(url)
  const asStaff = () => upgradeAnswer(url, { headers: { origin: ORIGIN, cookie: 'staff=yes' } })

  lagMs = 250
  expect(await asCustomer()).toEqual({ status: 503, retryAfter: '5' })
  expect(await asStaff()).toMatchObject({ status: 101 })

  lagMs = 20
  expect(await asCustomer()).toMatchObject({ status: 101 })
})
