import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { createLogger } from './logger.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ env: { LOG_LEVEL: 'trace', RATE_LIMITS: 'on' } })
})
afterAll(() => api.close())

const body = 'canary-body: my card number is 4111'
const password = 'canary-password drei Elstern'
const email = 'canary-mail@lamps.example'

const linesWith = (text: string): Record<string, unknown>[] =>
  api.log.filter((line) => line.includes(text)).map((line) => JSON.parse(line))

describe('R-43: the log', () => {
  it('holds no message, password, address or token, at any level and after any outcome', async () => {
    const { browser, roomId } = await api.newCustomer()
    const send = { roomId, clientId: randomUUID(), body }
    await browser.trpc.room.send.mutate(send)
    await browser.post('/api/trpc/room.send', { ...send, roomId: randomUUID() })
    await browser.post('/api/trpc/room.send', { ...send, extra: body })
    await browser.post('/api/auth/sign-up/email', { name: 'Mara', email, password })
    await browser.post('/api/auth/sign-up/email', { name: 'Mara', email, password })
    await browser.post('/api/auth/sign-in/email', { email, password: `${password}!` })
    await browser.post('/api/auth/sign-in/email', { email, password })
    await browser.trpc.widget.session.mutate({})
    await browser.fetch(`/api/chat/room?token=${browser.cookies.get('shopbell_customer')}`)
    await browser.post('/api/auth/sign-out')

    const written = api.log.join('\n')
    expect(written).toContain(roomId)
    expect(written).not.toContain('canary')
    for (const secret of browser.cookies.values()) expect(written).not.toContain(secret)
  })

  it('names who came and went without saying who they are', async () => {
    const browser = api.newBrowser()
    const account = { email: 'events@lamps.example', password }
    await browser.post('/api/auth/sign-up/email', { name: 'Mara', ...account })
    await browser.post('/api/auth/sign-in/email', { ...account, password: 'wrong' })
    const response = await browser.post('/api/auth/sign-in/email', account)
    const requestId = response.headers.get('x-request-id') ?? ''
    const [signedIn] = linesWith(requestId)
    expect(signedIn).toMatchObject({
      security: 'auth.signed_in',
      actorId: expect.stringMatching(/^[\da-f]{16}$/),
      ip: '127.0.0.1',
    })
    const failed = linesWith('auth.sign_in_failed').at(-1)
    expect(failed).toMatchObject({ actorId: signedIn?.['actorId'] })
  })

  it('tells of what was not permitted, and by whom', async () => {
    const { browser, agent } = await api.newAgent()
    const customer = await api.newCustomer()
    const { roomId } = customer
    await customer.browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body: 'Hello?' })
    await browser.post('/api/trpc/room.assign', { roomId, agentId: agent.id })
    expect(linesWith('access.denied').at(-1)).toMatchObject({
      security: 'access.denied',
      actorId: agent.id,
      procedure: 'room.assign',
      roomId,
    })
  })

  it('tells of limits that were reached', async () => {
    const { browser, roomId } = await api.newCustomer()
    await browser.post('/api/trpc/room.typing', { roomId, active: true })
    await browser.post('/api/trpc/room.typing', { roomId, active: true })
    expect(linesWith('limit.reached').at(-1)).toMatchObject({ procedure: 'room.typing', roomId })
  })

  it('cannot be forged: what a caller sends stays inside its line', async () => {
    const before = api.log.length
    await api.newBrowser().fetch('/api/trpc/x%0A%7B%22security%22%3A%22auth.signed_in%22%7D')
    for (const line of api.log.slice(before)) {
      expect(line.trimEnd()).not.toContain('\n')
      expect(JSON.parse(line)).not.toHaveProperty('security')
    }
  })
})

it('R-43: a credential that slips into a line is removed from it', () => {
  const lines: string[] = []
  const logger = createLogger({ logLevel: 'info' }, { write: (line) => lines.push(line) })
  logger.info({ req: { cookie: 'canary', headers: { a: 'canary' } }, password: 'canary' }, 'oops')
  expect(lines[0]).not.toContain('canary')
  expect(lines[0]).toContain('[redacted]')
})
