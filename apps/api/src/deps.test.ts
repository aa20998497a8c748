import { once } from 'node:events'
import { closeCodes } from '@shopbell/chat-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { pageOrigin } from './testing/browser.ts'
import { startTestApi, type TestApi } from './testing/start-test-api.ts'

describe('draining', () => {
  let api: TestApi
  let drained: Promise<void> = Promise.resolve()

  beforeAll(async () => {
    api = await startTestApi()
  })
  afterAll(() => drained)

  it('first says so, then tells sockets to come back elsewhere, and closes what stays', async () => {
    const { browser } = await api.newCustomer()
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/api/ws`, {
      headers: { cookie, origin: pageOrigin },
    })
    await once(socket, 'open')
    expect(await (await browser.fetch('/api/ready')).json()).toEqual({ status: 'ready' })

    const notice = once(socket, 'message')
    const closed = once(socket, 'close')
    drained = api.deps.drain()
    const ready = await browser.fetch('/api/ready')
    expect(ready.status).toBe(503)
    expect(await ready.json()).toEqual({ status: 'draining' })
    expect((await browser.fetch('/api/health')).status).toBe(200)

    expect(JSON.parse(String((await notice)[0]))).toEqual({ id: null, method: 'reconnect' })
    expect((await closed)[0]).toBe(closeCodes.comeBack.restart)
    await drained
    await expect(browser.fetch('/api/health')).rejects.toThrow('fetch failed')
  })
})
