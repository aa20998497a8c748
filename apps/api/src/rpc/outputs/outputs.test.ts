import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startTestApi,
  type TestAgent,
  type TestApi,
  type TestCustomer,
} from '../../testing/start-test-api.ts'

let api: TestApi
let customer: TestCustomer
let agent: TestAgent

/** What must never reach a customer. */
const noteBody = 'canary: this customer haggles'
let agentEmail: string
let otherName: string

beforeAll(async () => {
  api = await startTestApi()
  customer = await api.newCustomer()
  agent = await api.newAgent()
  const { internalAdapter } = await api.deps.auth.$context
  agentEmail = (await internalAdapter.findUserById(agent.agent.personId))?.email ?? ''

  const other = await api.newCustomer()
  const { customer: otherCustomer } = await other.browser.trpc.widget.session.mutate({})
  otherName = otherCustomer.name
  const say = (browser: TestCustomer['browser'], roomId: string, body: string) =>
    browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body })
  await say(other.browser, other.roomId, 'canary: somebody else’s words')
  const { roomId } = customer
  await say(customer.browser, roomId, 'Hello?')
  await agent.browser.trpc.room.accept.mutate({ roomId })
  await agent.browser.trpc.room.note.mutate({ roomId, clientId: randomUUID(), body: noteBody })
  await say(agent.browser, roomId, 'Good morning!')
})
afterAll(() => api.close())

describe('R-16: a customer', () => {
  it('sees their conversation, and of staff only names', async () => {
    const { browser, roomId } = customer
    const { trpc } = browser
    const seen = JSON.stringify([
      await trpc.widget.session.mutate({}),
      await trpc.widget.room.query(),
      await trpc.widget.config.query(),
      await trpc.room.get.query({ roomId }),
      await trpc.room.messages.query({ roomId, limit: 100 }),
      await trpc.room.markRead.mutate({ roomId, seq: 100 }),
    ])
    expect(agentEmail).toMatch(/@lamps\.example$/)
    expect(seen).toContain('Good morning!')
    expect(seen).toContain(agent.agent.name)
    for (const secret of [
      noteBody,
      agentEmail,
      otherName,
      agent.agent.personId,
      'canary',
      '127.0.0.1',
    ]) {
      expect(seen).not.toContain(secret)
    }
    expect(seen).not.toMatch(/"(role|email|ip|personId|tokenHash|availability|priority)":"/)
  })

  it('sees the same, and no more, live', async () => {
    const socket = customer.browser.openSocket()
    const frame = await new Promise((resolve, reject) => {
      socket.client.room.events.subscribe(
        { roomId: customer.roomId },
        { onData: resolve, onError: reject },
      )
    })
    await socket.close()
    expect(JSON.stringify(frame)).toContain('Good morning!')
    expect(JSON.stringify(frame)).not.toContain('canary')
  })

  it('has an unread count that a note does not raise', async () => {
    const stranger = await api.newCustomer()
    const { browser, roomId } = stranger
    await browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body: 'Hello?' })
    await agent.browser.trpc.room.accept.mutate({ roomId })
    await agent.browser.trpc.room.note.mutate({ roomId, clientId: randomUUID(), body: noteBody })
    expect((await browser.trpc.widget.room.query()).unreadCount).toBe(0)
    await agent.browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body: 'Hi!' })
    expect((await browser.trpc.widget.room.query()).unreadCount).toBe(1)
    await browser.trpc.room.markRead.mutate({ roomId, seq: 100 })
    expect((await browser.trpc.widget.room.query()).unreadCount).toBe(0)
  })
})

it('an agent sees the note, and who the customer is', async () => {
  const { roomId } = customer
  const { trpc } = agent.browser
  expect(JSON.stringify(await trpc.room.get.query({ roomId }))).toContain(noteBody)
  expect(await trpc.room.profile.query({ roomId })).toMatchObject({
    customer: { id: customer.customerId, email: null },
    threads: [{ status: 'closed' }, { status: 'active' }],
  })
})
