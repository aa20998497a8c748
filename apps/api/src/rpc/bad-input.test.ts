import { randomUUID } from 'node:crypto'
import { sendMessage } from '@shopbell/chat-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restProcedures } from '../http/rest.ts'
import type { Browser } from '../testing/browser.ts'
import { callOverHttp } from '../testing/call.ts'
import { newLabels } from '../testing/new-labels.ts'
import {
  allProcedures,
  plainProcedures,
  roomProcedures,
  type Sample,
} from '../testing/procedures.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi
let customer: Browser
let agent: Browser
let sample: Sample

beforeAll(async () => {
  api = await startTestApi({ env: { LOG_LEVEL: 'error' } })
  const shopper = await api.newCustomer()
  const staff = await api.newAgent({ role: 'admin' })
  customer = shopper.browser
  agent = staff.browser
  sample = {
    roomId: shopper.roomId,
    agentId: staff.agent.id,
    groupId: api.groupIds[1],
    leaverId: (await api.newAgent()).agent.id,
    ...(await newLabels(api)),
  }
  const actor = { kind: 'customer' as const, id: shopper.customerId, name: 'Shopper' }
  const message = { roomId: shopper.roomId, clientId: randomUUID(), body: 'Hello?' }
  await sendMessage(api.deps.services.ports, actor, message)
})
afterAll(() => api.close())

/** Everything that a call could have left behind. */
async function everything(): Promise<unknown> {
  const { rooms, staff, customers, groups, tags, cannedResponses } = api.deps.services.ports
  const room = await rooms.findRoom(sample.roomId)
  return [
    room,
    await rooms.readMessages({ roomId: sample.roomId, audience: 'staff', limit: 100 }),
    await rooms.readState(sample.roomId),
    await rooms.threads(sample.roomId),
    await staff.list({ withDeleted: true }),
    await groups.list({ withDeleted: true }),
    await groups.find(sample.groupId),
    await tags.list({ withDeleted: true }),
    await tags.ofRoom(sample.roomId),
    await cannedResponses.list({ withDeleted: true }),
    room && (await customers.findCustomer(room.customer.id)),
  ]
}

/** What no field of any input may be. */
const wrongValues = [{}, [], [1], '\u0000', '\ud800', -1, 0.5, 1e300, { __proto__: null, a: 1 }]
/** A list may be empty. */
const wrongValuesFor = (valid: unknown) =>
  wrongValues.filter((value) => !(Array.isArray(valid) && Array.isArray(value) && !value.length))

/** What no input may be. */
const wrongInputs: readonly unknown[] = [
  [],
  [{}],
  'text',
  '',
  0,
  42,
  true,
  false,
  { extra: 1 },
  { constructor: 1 },
]

function validInput(path: string): object {
  return (roomProcedures[path] ?? plainProcedures[path])?.input?.(sample) ?? {}
}

function brokenInputs(path: string): unknown[] {
  const valid = validInput(path)
  const fields = Object.keys(valid)
  return [
    ...wrongInputs,
    { ...valid, extra: 1 },
    ...fields.flatMap((field) =>
      wrongValuesFor(Reflect.get(valid, field)).map((value) => ({ ...valid, [field]: value })),
    ),
    ...fields.map((field) => ({ ...valid, [field]: 'x'.repeat(5_000) })),
  ]
}

const browserFor = (path: string): Browser => {
  const row = roomProcedures[path]
  const isForCustomers = path === 'room.rate' || plainProcedures[path]?.door === 'customer'
  return row?.door === 'agent' || !isForCustomers ? agent : customer
}

/** Our code and a text, and nothing of how the answer came about. */
function expectRefusal({ status, body }: { status: number; body: string }, what: string): void {
  expect(status, `${what}: ${body}`).toBeGreaterThanOrEqual(400)
  expect(status, `${what}: ${body}`).toBeLessThan(500)
  expect(body, what).toMatch(/"code":"[a-z_]+"/)
  expect(body, what).toMatch(/"message":"[^"]+/)
  expect(body, what).not.toMatch(/node_modules|\bat \/|select |constraint|ZodError/i)
}

const callable = [...allProcedures()].filter(([, { _def }]) => _def.type !== 'subscription')

describe('a bad input over tRPC is a refusal, and leaves nothing behind', () => {
  it.each(callable)('%s', async (path, procedure) => {
    const before = await everything()
    for (const input of brokenInputs(path)) {
      const answer = await callOverHttp(browserFor(path), { path, procedure, input })
      expectRefusal(answer, `${path} ${JSON.stringify(input)?.slice(0, 200)}`)
    }
    expect(await everything()).toEqual(before)
  })

  it.each(callable)('whatever it is: %s', async (path, procedure) => {
    const anyInput = fc.oneof(
      fc.jsonValue(),
      fc.record({
        roomId: fc.constant(sample.roomId),
        clientId: fc.jsonValue(),
        seq: fc.jsonValue(),
      }),
    )
    await fc.assert(
      fc.asyncProperty(anyInput, async (input) => {
        const answer = await callOverHttp(browserFor(path), { path, procedure, input })
        expect(answer.status, answer.body).toBeLessThan(500)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a bad input over REST is a refusal, and leaves nothing behind', () => {
  it.each(restProcedures().map(({ path, openapi }) => [path, openapi] as const))(
    '%s',
    async (path, { method, path: template }) => {
      const before = await everything()
      for (const input of brokenInputs(path)) {
        const url = template.replace(/\{(\w+)\}/g, (_match, name: string) => {
          const value: unknown = Reflect.get(Object(input), name) ?? sample.roomId
          return encodeURIComponent(
            typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '') : 'x',
          )
        })
        const query = new URLSearchParams({ extra: '1', limit: String(input) })
        const response =
          method === 'GET' || method === 'DELETE'
            ? await browserFor(path).fetch(`${url}?${query}`, { method })
            : await browserFor(path).send(method, url, input)
        const what = `${method} ${url} ${JSON.stringify(input)?.slice(0, 200)}`
        expectRefusal({ status: response.status, body: await response.text() }, what)
      }
      expect(await everything()).toEqual(before)
    },
  )
})

describe('a request that is none', () => {
  const post = (path: string, body: string, type = 'application/json') =>
    agent.fetch(path, { method: 'POST', headers: { 'content-type': type }, body })

  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  const batch = (calls: number) => Array.from({ length: calls }, () => 'account.me').join(',')

  it.each([
    ['no JSON', () => post('/api/trpc/room.send', '{'), 400],
    ['no JSON, over REST', () => post('/api/chat/session', '{'), 400],
    ['a list, over REST', () => post('/api/chat/session', '[]'), 400],
    ['a prototype, over REST', () => post('/api/chat/session', '{"__proto__":{"x":1}}'), 400],
    ['a prototype', () => post('/api/trpc/widget.session', '{"__proto__":{"x":1}}'), 400],
    ['very deep JSON', () => post('/api/trpc/room.send', deep(1_000)), 400],
    ['64 KB and a byte', () => post('/api/trpc/room.send', `"${'x'.repeat(64 * 1_024)}"`), 413],
    ['64 KB over REST', () => post('/api/chat/session', `"${'x'.repeat(64 * 1_024)}"`), 413],
    ['another type', () => post('/api/chat/session', 'a=b', 'text/plain'), 400],
    ['an unknown procedure', () => agent.fetch('/api/trpc/nothing.here'), 404],
    ['a procedure of every object', () => agent.fetch('/api/trpc/__proto__.toString'), 404],
    ['a constructor', () => agent.fetch('/api/trpc/constructor'), 404],
    ['a change by GET', () => agent.fetch('/api/trpc/widget.signOut'), 405],
    ['a question by POST', () => post('/api/trpc/account.me', '{}'), 405],
    ['an input that is no JSON', () => agent.fetch('/api/trpc/account.me?input=%7B'), 400],
    ['a bad escape', () => agent.fetch('/api/trpc/%E0%A4%A'), 400],
    ['a batch of 17', () => agent.fetch(`/api/trpc/${batch(17)}?batch=1`), 400],
    ['an unknown path', () => agent.fetch('/api/chat/nothing'), 404],
    ['an unknown method', () => agent.fetch('/api/chat/session', { method: 'GET' }), 404],
  ])('is refused: %s', async (what, send, status) => {
    const response = await send()
    expectRefusal({ status: response.status, body: await response.text() }, what)
    expect(response.status).toBe(status)
  })
})

it('R-42: none of all this was an unexpected error', () => {
  expect(api.log).toEqual([])
})
