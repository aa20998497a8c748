import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' } })
})
afterAll(() => api.close())

const text = () => ({ clientId: randomUUID(), body: 'Hello?' })

function expectWait(response: Response, windowS: number): void {
  const seconds = Number(response.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(windowS)
}

describe('R-27: whoever sends too much', () => {
  it('is told over REST when to go on, and nothing more is stored', async () => {
    const { browser, roomId } = await api.newCustomer()
    const path = `/api/chat/room/${roomId}/messages`
    for (let sends = 0; sends < 20; sends += 1) {
      expect((await browser.post(path, text())).status).toBe(200)
    }
    const refused = await browser.post(path, text())
    expect(refused.status).toBe(429)
    expectWait(refused, 10)
    expect(await refused.json()).toMatchObject({
      code: 'rate_limited',
      details: { retryAfterMs: expect.any(Number) },
    })
    const page = await browser.trpc.room.messages.query({ roomId, limit: 100 })
    expect(page.messages.filter(({ kind }) => kind === 'text')).toHaveLength(20)
  })

  it('is told the same over tRPC', async () => {
    const { browser, roomId } = await api.newCustomer()
    const send = () => browser.post('/api/trpc/room.send', { roomId, ...text() })
    for (let sends = 0; sends < 20; sends += 1) expect((await send()).status).toBe(200)
    const refused = await send()
    expect(refused.status).toBe(429)
    expectWait(refused, 10)
    expect(await refused.json()).toMatchObject({
      error: { data: { httpStatus: 429, chat: { code: 'rate_limited', retryable: true } } },
    })
  })

  it('does not slow anybody else', async () => {
    const { browser, roomId } = await api.newCustomer()
    expect((await browser.post(`/api/chat/room/${roomId}/messages`, text())).status).toBe(200)
  })
})

describe('R-27: new customers per address', () => {
  const start = (address: string, browser = api.newBrowser()) =>
    browser.fetch('/api/chat/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: '{}',
    })

  it('are ten an hour', async () => {
    const statuses: number[] = []
    for (let sessions = 0; sessions < 11; sessions += 1) {
      statuses.push((await start('198.51.100.1')).status)
    }
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429])
  })

  it('do not count those who come back', async () => {
    const browser = api.newBrowser()
    for (let visits = 0; visits < 15; visits += 1) {
      expect((await start('198.51.100.2', browser)).status).toBe(200)
    }
  })

  it('R-28: are not escaped by claiming other addresses', async () => {
    for (let sessions = 0; sessions < 10; sessions += 1) {
      await start(`203.0.113.${sessions}, 198.51.100.3`)
    }
    expect((await start('203.0.113.99, 198.51.100.3')).status).toBe(429)
  })
})
