import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../testing/refusal.ts'
import { startTestApi, type TestAgent, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi
let admin: TestAgent

beforeAll(async () => {
  api = await startTestApi()
  admin = await api.newAgent({ role: 'admin' })
})
afterAll(() => api.close())

const letGo = ({ agent }: TestAgent, rooms = 'requeue') =>
  admin.browser.fetch(`/api/agents/${agent.id}?rooms=${rooms}`, { method: 'DELETE' })

/** An agent whose inbox is open; `end` is what the stream says when it is over. */
async function atTheDesk() {
  const anna = await api.newAgent()
  const socket = anna.browser.openSocket()
  let opened: () => void = () => undefined
  const open = new Promise<void>((resolve) => {
    opened = resolve
  })
  const end = new Promise<unknown>((resolve) => {
    socket.client.inbox.events.subscribe(undefined, { onData: opened, onError: resolve })
  })
  await open
  return { anna, socket, end }
}

describe('R-08, AG-7: an agent who is let go', () => {
  it('loses their sockets and every session at once', async () => {
    const { anna, socket, end } = await atTheDesk()
    const elsewhere = api.newBrowser({ actAs: 'agent' })
    for (const [name, value] of anna.browser.cookies) elsewhere.cookies.set(name, value)

    expect((await letGo(anna)).status).toBe(200)

    expect(await end).toMatchObject({ data: { chat: { code: 'not_signed_in' } } })
    for (const browser of [anna.browser, elsewhere])
      expect(await refusalOf(browser.trpc.agent.me.query())).toMatchObject({
        code: 'not_signed_in',
      })
    await socket.close()
  })

  it('is let in again only once they are taken back, and sign in anew', async () => {
    const anna = await api.newAgent()
    const { internalAdapter } = await api.deps.auth.$context
    const email = (await internalAdapter.findUserById(anna.agent.personId))?.email
    const signIn = () =>
      anna.browser.post('/api/auth/sign-in/email', { email, password: 'lamps-that-last' })
    await letGo(anna)
    expect((await signIn()).status).toBe(200)
    expect(await refusalOf(anna.browser.trpc.agent.me.query())).toMatchObject({
      code: 'not_permitted',
    })
    expect((await admin.browser.post(`/api/agents/${anna.agent.id}/restore`)).status).toBe(200)
    expect(await anna.browser.trpc.agent.me.query()).toMatchObject({ availability: 'offline' })
  })

  it('AG-8: leaves their rooms to the line, or to whom the admin says', async () => {
    const [anna, bo] = [await api.newAgent(), await api.newAgent()]
    const { browser, roomId } = await api.newCustomer()
    const text = { roomId, clientId: randomUUID(), body: 'Hello?' }
    await browser.trpc.room.send.mutate(text)
    await anna.browser.trpc.room.accept.mutate({ roomId })
    await letGo(anna, bo.agent.id)
    const statusOf = async () => (await browser.trpc.room.get.query({ roomId })).view
    expect(await statusOf()).toMatchObject({ status: 'open', assignee: { id: bo.agent.id } })
    await letGo(bo)
    expect(await statusOf()).toMatchObject({ status: 'waiting', assignee: null })
  })

  it('AG-6: is not the last admin', async () => {
    const refused = await letGo(admin)
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ code: 'last_admin' })
    const demotion = { agentId: admin.agent.id, role: 'agent' } as const
    expect(await refusalOf(admin.browser.trpc.agent.update.mutate(demotion))).toMatchObject({
      code: 'last_admin',
      httpStatus: 422,
    })
  })
})

it('AG-5: a right that is given or taken counts with the next call', async () => {
  const anna = await api.newAgent()
  const path = `/api/agents/${anna.agent.id}`
  const change = { role: 'manager', capacity: 4, memberships: [] }
  expect((await admin.browser.send('PATCH', path, change)).status).toBe(200)
  expect(await anna.browser.trpc.agent.me.query()).toMatchObject({ capacity: 4, groupIds: [] })
  expect((await anna.browser.post('/api/tags', { name: 'brass' })).status).toBe(200)
  await admin.browser.send('PATCH', path, { role: 'agent' })
  expect((await anna.browser.post('/api/tags', { name: 'glass' })).status).toBe(403)
})
