import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi
let manager: Browser
let agent: Browser

beforeAll(async () => {
  api = await startTestApi()
  manager = (await api.newAgent({ role: 'manager' })).browser
  agent = (await api.newAgent()).browser
})
afterAll(() => api.close())

const answerOf = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as Record<string, unknown>,
})

it('LB-2: a canned response is made, found, changed, deleted and brought back', async () => {
  const path = '/api/canned-responses'
  const fields = { shortcut: 'brass', body: 'Brass darkens, {{customer.name}}.' }
  const { status, body } = await answerOf(await manager.post(path, fields))
  expect([status, body]).toEqual([200, { ...fields, id: body['id'], group: null, deletedAt: null }])
  const one = `${path}/${body['id']}`
  expect(await (await agent.fetch(path)).json()).toEqual([body])

  const change = { groupId: api.groupIds[1] }
  expect(await answerOf(await manager.send('PATCH', one, change))).toMatchObject({
    status: 200,
    body: { ...fields, group: { id: api.groupIds[1] } },
  })
  expect((await agent.fetch(one)).status).toBe(404)

  const deleted = await answerOf(await manager.fetch(one, { method: 'DELETE' }))
  expect(deleted).toMatchObject({ status: 200, body: { deletedAt: expect.any(String) } })
  expect(await (await manager.fetch(path)).json()).toEqual([])
  expect(await (await manager.fetch(`${path}?withDeleted=true`)).json()).toEqual([deleted.body])
  expect((await agent.fetch(`${path}?withDeleted=true`)).status).toBe(403)

  await manager.post(`${one}/restore`)
  expect(await (await manager.fetch(path)).json()).toMatchObject([{ ...fields, deletedAt: null }])
})

it('LB-1: a name that is in use is 409, and says which field it is', async () => {
  await manager.post('/api/tags', { name: 'Brass' })
  expect(await answerOf(await manager.post('/api/tags', { name: ' brass ' }))).toMatchObject({
    status: 409,
    body: { code: 'name_taken', details: { field: 'name' } },
  })
})

it('LB-4: a room is tagged, and its profile says so', async () => {
  const { browser, roomId } = await api.newCustomer()
  const message = { clientId: crypto.randomUUID(), body: 'Hello?' }
  await browser.post(`/api/chat/room/${roomId}/messages`, message)
  const { body: tag } = await answerOf(await manager.post('/api/tags', { name: 'glass' }))
  const support = `/api/chat/support/room/${roomId}`
  const put = await answerOf(await agent.post(`${support}/tags`, { tagId: tag['id'] }))
  expect(put).toEqual({ status: 200, body: { tags: [tag] } })
  expect(await (await agent.fetch(`${support}/profile`)).json()).toMatchObject({ tags: [tag] })
  const off = await agent.fetch(`${support}/tags/${tag['id']}`, { method: 'DELETE' })
  expect(await answerOf(off)).toEqual({ status: 200, body: { tags: [] } })
})

it('R-35: nothing is deleted by a page that is not ours', async () => {
  const { body: tag } = await answerOf(await manager.post('/api/tags', { name: 'copper' }))
  const cookie = [...manager.cookies].map((pair) => pair.join('=')).join('; ')
  const response = await fetch(`${api.url}/api/tags/${tag['id']}`, {
    method: 'DELETE',
    headers: { cookie, origin: 'https://evil.example' },
  })
  expect(response.status).toBe(403)
  expect((await manager.fetch(`/api/tags/${tag['id']}`)).status).toBe(200)
})

it('is the staff’s, also on a browser that is a customer as well', async () => {
  const both = api.newBrowser()
  for (const [name, value] of agent.cookies) both.cookies.set(name, value)
  await both.post('/api/chat/session')
  expect(both.cookies.size).toBe(2)
  expect((await both.fetch('/api/tags')).status).toBe(200)
})
