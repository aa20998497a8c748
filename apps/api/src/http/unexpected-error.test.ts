import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi, type TestCustomer } from '../testing/start-test-api.ts'

let api: TestApi
let customer: TestCustomer

beforeAll(async () => {
  api = await startTestApi()
  customer = await api.newCustomer()
  await api.database.drizzle.execute('alter table messages rename to mislaid')
})
afterAll(() => api.close())

const body = 'canary-body'
const text = () => ({ roomId: customer.roomId, clientId: randomUUID(), body })

const isFailure = (line: string) => line.includes('unexpected error')

describe('R-42: an error that nobody expected', () => {
  it('over tRPC is a 500 with a fixed text and the id of the request', async () => {
    const response = await customer.browser.post('/api/trpc/room.send', text())
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({
      error: {
        message: 'Something went wrong on our side. Please try again.',
        code: -32603,
        data: {
          code: 'INTERNAL_SERVER_ERROR',
          httpStatus: 500,
          path: 'room.send',
          requestId: response.headers.get('x-request-id'),
          chat: { code: 'internal', details: {}, retryable: true },
        },
      },
    })
  })

  it('over REST is the same', async () => {
    const { roomId: _, ...input } = text()
    const path = `/api/chat/room/${customer.roomId}/messages`
    const response = await customer.browser.post(path, input)
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({
      code: 'internal',
      message: 'Something went wrong on our side. Please try again.',
      requestId: response.headers.get('x-request-id'),
    })
  })

  it('is logged once, with its cause and without what was sent', async () => {
    const before = api.log.length
    const response = await customer.browser.post('/api/trpc/room.send', text())
    const failures = api.log.slice(before).filter(isFailure)
    expect(failures).toHaveLength(1)
    expect(JSON.parse(failures[0] ?? '')).toMatchObject({
      requestId: response.headers.get('x-request-id'),
      procedure: 'room.send',
      roomId: customer.roomId,
      err: { stack: expect.any(String) },
    })
    expect(failures[0]).toContain('messages')
    expect(api.log.join('')).not.toContain(body)
  })
})
