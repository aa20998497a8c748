import { describe, expect, test } from 'vitest'
import { isServed } from '../testing/is-served.ts'
import { call, openRawSocket, type RawSocket } from '../testing/raw-socket.ts'
import { startSocketServer } from '../testing/socket-server.ts'

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
