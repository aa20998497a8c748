import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { restProcedures } from './rest.ts'

let api: TestApi
let anna: Browser
let bo: Browser

beforeAll(async () => {
  api = await startTestApi()
  anna = (await api.newAgent()).browser
  bo = (await api.newAgent()).browser
})
afterAll(() => api.close())

const message = (body: string) => ({ clientId: randomUUID(), body })

/** A customer who waits to be answered. */
async function newWaiting() {
  const customer = await api.newCustomer()
  await customer.browser.post(`/api/chat/room/${customer.roomId}/messages`, message('Hello?'))
  return customer
}

const accept = (agent: Browser, roomId: string) =>
  agent.post(`/api/chat/support/room/${roomId}/accept`)

async function answerOf(response: Response): Promise<unknown> {
  return { status: response.status, body: await response.json() }
}

describe('accepting over REST', () => {
  it('takes a waiting room', async () => {
    const { roomId } = await newWaiting()
    expect(await answerOf(await accept(anna, roomId))).toMatchObject({
      status: 200,
      body: { status: 'open', assignee: { name: expect.stringContaining('Agent') } },
    })
  })

  it('R-17: is 409 for the second, and names the first', async () => {
    const { roomId } = await newWaiting()
    const winner = await answerOf(await accept(anna, roomId))
    expect(await answerOf(await accept(bo, roomId))).toEqual({
      status: 409,
      body: {
        code: 'already_assigned',
        message: expect.stringContaining('is already answering'),
        details: {
          agentName: (winner as { body: { assignee: { name: string } } }).body.assignee.name,
        },
        requestId: expect.any(String),
      },
    })
  })

  it('is 410 for a room that was closed, over REST and tRPC alike', async () => {
    const { browser, roomId } = await newWaiting()
    await browser.post(`/api/chat/room/${roomId}/close`)
    expect(await answerOf(await accept(anna, roomId))).toMatchObject({
      status: 410,
      body: { code: 'room_gone' },
    })
    const overTrpc = await anna.post('/api/trpc/room.accept', { roomId })
    expect(await answerOf(overTrpc)).toMatchObject({
      status: 410,
      body: { error: { data: { httpStatus: 410, chat: { code: 'room_gone' } } } },
    })
  })

  it('R-43: the conflict is logged, with who and where', async () => {
    const { roomId } = await newWaiting()
    await accept(anna, roomId)
    const response = await accept(bo, roomId)
    const line = api.log.find(
      (entry) => entry.includes('accept.conflict') && entry.includes(roomId),
    )
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      security: 'accept.conflict',
      actorId: expect.any(String),
      roomId,
      requestId: response.headers.get('x-request-id'),
    })
  })
})

describe('a conversation over REST', () => {
  it('goes from the first message to the rating', async () => {
    const { browser, roomId } = await newWaiting()
    await accept(anna, roomId)
    await anna.post(`/api/chat/room/${roomId}/messages`, message('Good morning!'))
    await anna.post(`/api/chat/support/room/${roomId}/notes`, message('Asked about brass.'))
    await browser.post(`/api/chat/room/${roomId}/read`, { seq: 4 })
    const open = await browser.fetch(`/api/chat/room/${roomId}`)
    expect(await open.json()).toMatchObject({
      view: { status: 'open' },
      reads: { customerSeq: 4 },
    })
    await anna.post(`/api/chat/room/${roomId}/close`)
    const rated = await browser.post(`/api/chat/room/${roomId}/rate`, { score: 5, comment: 'Kind' })
    expect(await answerOf(rated)).toEqual({ status: 200, body: { score: 5 } })
  })

  it('pages through the log with numbers out of the query', async () => {
    const { browser, roomId } = await newWaiting()
    const page = await browser.fetch(`/api/chat/room/${roomId}/messages?afterSeq=1&limit=1`)
    expect(await page.json()).toMatchObject({
      messages: [{ seq: 2, kind: 'text' }],
      hasMore: false,
    })
  })

  it('stores a repeated send once', async () => {
    const { browser, roomId } = await newWaiting()
    const send = { clientId: randomUUID(), body: 'Once.' }
    const first = await browser.post(`/api/chat/room/${roomId}/messages`, send)
    const again = await browser.post(`/api/chat/room/${roomId}/messages`, send)
    expect(await again.json()).toEqual(await first.json())
  })

  it('takes no id from the body over the one in the path', async () => {
    const mine = await newWaiting()
    const theirs = await newWaiting()
    const path = `/api/chat/room/${theirs.roomId}/close`
    expect((await mine.browser.post(path, { roomId: mine.roomId })).status).toBe(404)
  })
})

it('the support routes are for agents, also on a browser that is a customer as well', async () => {
  const { browser } = await api.newAgent()
  const both = api.newBrowser()
  for (const [name, value] of browser.cookies) both.cookies.set(name, value)
  await both.post('/api/chat/session')
  expect(both.cookies.size).toBe(2)
  expect((await both.fetch('/api/chat/support/queue')).status).toBe(200)
  expect((await both.fetch('/api/chat/room')).status).toBe(200)
})

describe('the description of the API', () => {
  interface Description {
    openapi: string
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
    components: { schemas: Record<string, unknown> }
  }
  const read = async (): Promise<Description> =>
    (await (await api.newBrowser().fetch('/api/openapi.json')).json()) as Description

  /** Of what is kept in a list, and deleted without being lost. */
  const kept = (path: string, id: string) => [
    `GET ${path}`,
    `POST ${path}`,
    ...['GET', 'PATCH', 'DELETE'].map((method) => `${method} ${path}/{${id}}`),
    `POST ${path}/{${id}}/restore`,
  ]

  it('lists every REST path of the product', async () => {
    const { paths } = await read()
    const listed = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const room = '/api/chat/room/{roomId}'
    const support = '/api/chat/support/room/{roomId}'
    expect(listed.toSorted()).toEqual(
      [
        'POST /api/chat/session',
        'GET /api/chat/room',
        `GET ${room}`,
        `GET ${room}/messages`,
        `POST ${room}/messages`,
        `POST ${room}/read`,
        `POST ${room}/close`,
        `POST ${room}/rate`,
        'GET /api/chat/support/rooms',
        'GET /api/chat/support/queue',
        `GET ${support}/profile`,
        `POST ${support}/accept`,
        `POST ${support}/assign`,
        `POST ${support}/transfer`,
        `POST ${support}/notes`,
        `POST ${support}/reopen`,
        `POST ${support}/tags`,
        `DELETE ${support}/tags/{tagId}`,
        ...kept('/api/agents', 'agentId').filter((route) => route !== 'POST /api/agents'),
        ...kept('/api/groups', 'groupId'),
        ...kept('/api/tags', 'tagId'),
        ...kept('/api/canned-responses', 'cannedResponseId'),
      ].toSorted(),
    )
    expect(listed).toHaveLength(restProcedures().length)
  })

  it('says what every answer looks like, refusals in the shape they have', async () => {
    const { paths, components } = await read()
    for (const operations of Object.values(paths)) {
      for (const { responses } of Object.values(operations)) {
        expect(responses['200']).toMatchObject({ content: expect.anything() })
        expect(responses['409']).toMatchObject({
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        })
      }
    }
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['Error', 'Message', 'Party', 'RoomSummary', 'RoomView']),
    )
  })

  it('R-32: is shown by a page that loads nothing from anywhere else', async () => {
    const browser = api.newBrowser()
    const page = await browser.fetch('/api/docs')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; script-src 'self'")
    const html = await page.text()
    const links = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link ?? '')
    expect(links).toHaveLength(3)
    for (const link of links) expect((await browser.fetch(link)).status, link).toBe(200)
  })
})

describe('every answer', () => {
  it.each(['/api/health', '/api/ready', '/api/chat/room', '/api/trpc/account.me', '/api/nothing'])(
    'is guarded by headers and carries its request id: %s',
    async (path) => {
      const { headers } = await anna.fetch(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    },
  )

  it('to an unknown path is a refusal in JSON', async () => {
    expect(await answerOf(await anna.fetch('/api/nothing'))).toEqual({
      status: 404,
      body: { code: 'not_found', message: 'There is nothing here.', requestId: expect.any(String) },
    })
  })
})
