import { once } from 'node:events'
import { closeCodes } from '@shopbell/chat-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Browser, pageOrigin } from '../testing/browser.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

/** A socket that says who it wants to be, and has been answered. */
async function openSocket(
  browser: Browser | null,
  params: Record<string, string> = {},
): Promise<WebSocket> {
  const cookie = [...(browser?.cookies ?? [])].map((pair) => pair.join('=')).join('; ')
  const url = `${api.url.replace('http', 'ws')}/api/ws?connectionParams=1`
  const socket = new WebSocket(url, { headers: { cookie, origin: pageOrigin } })
  await once(socket, 'open')
  socket.send(JSON.stringify({ method: 'connectionParams', data: params }))
  return socket
}

async function ask(socket: WebSocket, path: string, input?: unknown): Promise<unknown> {
  socket.send(JSON.stringify({ id: 1, method: 'query', params: { path, input } }))
  const [data] = await once(socket, 'message')
  return JSON.parse(String(data))
}

const closeCode = async (socket: WebSocket): Promise<unknown> => (await once(socket, 'close'))[0]

describe('a socket', () => {
  it('is the customer’s of its cookie', async () => {
    const { browser, customerId } = await api.newCustomer()
    const socket = await openSocket(browser)
    expect(await ask(socket, 'widget.room')).toMatchObject({
      result: { data: { view: { customer: { id: customerId } } } },
    })
    socket.close()
  })

  it('R-03: is the customer’s of a bearer token in its first frame, without any cookie', async () => {
    const { token = '', customer } = await api
      .newBrowser()
      .trpc.widget.session.mutate({ bearer: true })
    const socket = await openSocket(null, { token })
    expect(await ask(socket, 'widget.room')).toMatchObject({
      result: { data: { view: { customer: { id: customer.id } } } },
    })
    socket.close()
  })

  it('R-03: is nobody’s for a token in its address, where logs and proxies would see it', async () => {
    const { token = '' } = await api.newBrowser().trpc.widget.session.mutate({ bearer: true })
    const url = `${api.url.replace('http', 'ws')}/api/ws?token=${token}&as=customer`
    const socket = new WebSocket(url, { headers: { origin: pageOrigin } })
    expect(await closeCode(socket)).toBe(closeCodes.stayAway.notSignedIn)
  })

  it('is the agent’s on a browser that is a customer as well, if it says so', async () => {
    const { browser, agent } = await api.newAgent()
    await browser.post('/api/chat/session')
    const socket = await openSocket(browser, { as: 'agent' })
    expect(await ask(socket, 'agent.me')).toMatchObject({ result: { data: { id: agent.id } } })
    socket.close()
  })

  it('R-14: is not the agent’s because it says so', async () => {
    const { browser } = await api.newCustomer()
    const socket = await openSocket(browser, { as: 'agent', role: 'admin' })
    expect(await closeCode(socket)).toBe(closeCodes.stayAway.notSignedIn)
  })

  it('R-04: without a credential is closed', async () => {
    expect(await closeCode(await openSocket(null))).toBe(closeCodes.stayAway.notSignedIn)
  })
})

describe('R-08, R-09: a socket whose credential ends is closed at once', () => {
  it('when the agent signs out', async () => {
    const { browser } = await api.newAgent()
    const socket = await openSocket(browser, { as: 'agent' })
    await ask(socket, 'agent.me')
    const closed = closeCode(socket)
    await browser.post('/api/auth/sign-out')
    expect(await closed).toBe(closeCodes.stayAway.notSignedIn)
  })

  it('R-23: when the customer signs out', async () => {
    const { browser } = await api.newCustomer()
    const socket = await openSocket(browser)
    await ask(socket, 'widget.room')
    const closed = closeCode(socket)
    await browser.trpc.widget.signOut.mutate()
    expect(await closed).toBe(closeCodes.stayAway.notSignedIn)
  })

  it('but no one else’s', async () => {
    const leaving = await api.newCustomer()
    const staying = await api.newCustomer()
    const socket = await openSocket(staying.browser)
    await ask(socket, 'widget.room')
    await leaving.browser.trpc.widget.signOut.mutate()
    expect(await ask(socket, 'widget.room')).toHaveProperty('result')
    socket.close()
  })
})

it('R-08: a role that was taken away closes the socket at once, and counts when it comes back', async () => {
  const { browser, agent } = await api.newAgent({ role: 'manager' })
  const { roomId, browser: customer } = await api.newCustomer()
  await customer.post(`/api/chat/room/${roomId}/messages`, {
    clientId: '01939f3e-0000-7000-8000-000000000001',
    body: 'Hello?',
  })
  const socket = await openSocket(browser, { as: 'agent' })
  expect(await ask(socket, 'room.profile', { roomId })).toHaveProperty('result')
  await api.database.drizzle.execute(`update agents set role = 'agent' where id = '${agent.id}'`)
  await api.database.drizzle.execute(`delete from group_members where agent_id = '${agent.id}'`)
  const closed = closeCode(socket)
  api.deps.services.ports.bus.publish({ type: 'agent.changed', agentId: agent.id })
  expect(await closed).toBe(closeCodes.comeBack.changed)
  const next = await openSocket(browser, { as: 'agent' })
  expect(await ask(next, 'room.profile', { roomId })).toMatchObject({
    error: { data: { chat: { code: 'room_not_found' } } },
  })
  next.close()
})
