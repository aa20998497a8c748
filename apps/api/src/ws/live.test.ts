import { randomUUID } from 'node:crypto'
import type { InboxFrame, QueueEntry, RoomSignals, SignalFrame } from '@shopbell/chat-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 })

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

function openSocket(browser: Browser) {
  const socket = browser.openSocket()
  onTestFinished(() => socket.close())
  return socket.client
}

const say = (browser: Browser, roomId: string, body: string) =>
  browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body })

/** The texts of a room as they reach whoever follows it. */
function follow(browser: Browser, roomId: string) {
  const bodies: string[] = []
  openSocket(browser).room.events.subscribe(
    { roomId },
    {
      onData: ({ data }) => {
        const messages =
          data.type === 'snapshot' ? data.view.messages : data.events.map(({ message }) => message)
        for (const message of messages) if ('body' in message) bodies.push(message.body)
      },
    },
  )
  return bodies
}

test('R-08, R-09: whoever has signed out gets not one more event, within two seconds or ever', async () => {
  const customer = await api.newCustomer()
  const agent = await api.newAgent()
  await say(customer.browser, customer.roomId, 'Before')
  const theirs = follow(customer.browser, customer.roomId)
  const ours = follow(agent.browser, customer.roomId)
  await eventually(() => [theirs, ours]).toEqual([['Before'], ['Before']])

  await agent.browser.post('/api/auth/sign-out')
  await say(customer.browser, customer.roomId, 'After')

  await eventually(() => theirs).toEqual(['Before', 'After'])
  expect(ours).toEqual(['Before'])
})

test('a shopper in line and an agent at the desk see each other come, type, read and answer', async () => {
  const customer = await api.newCustomer()
  const agent = await api.newAgent()
  const desk = openSocket(agent.browser)
  const inbox: InboxFrame[] = []
  const lines: (readonly QueueEntry[])[] = []
  desk.inbox.events.subscribe(undefined, { onData: (frame) => inbox.push(frame) })
  desk.queue.events.subscribe(undefined, { onData: ({ entries }) => lines.push(entries) })
  await agent.browser.trpc.agent.updateMe.mutate({ availability: 'online' })
  const signals: SignalFrame[] = []
  const widget = openSocket(customer.browser)
  widget.room.signals.subscribe(
    { roomId: customer.roomId },
    { onData: (frame) => signals.push(frame) },
  )
  const state = (): RoomSignals | undefined =>
    signals.flatMap((frame) => (frame.type === 'state' ? [frame.signals] : [])).at(-1)
  const isInLine = () => lines.at(-1)?.some(({ room }) => room.id === customer.roomId)

  await eventually(() => state()?.available).toBe(true)
  const { message } = await say(customer.browser, customer.roomId, 'Hello?')
  await eventually(isInLine).toBe(true)
  await eventually(() => state()?.place).toBeGreaterThan(0)
  await expect
    .poll(() => inbox)
    .toContainEqual(
      expect.objectContaining({
        type: 'room.changed',
        room: expect.objectContaining({ id: customer.roomId, status: 'waiting', unreadCount: 1 }),
      }),
    )

  await desk.room.accept.mutate({ roomId: customer.roomId })
  await eventually(isInLine).toBe(false)
  await eventually(() => state()?.place).toBeNull()
  await desk.room.markRead.mutate({ roomId: customer.roomId, seq: message.seq })
  await eventually(() => state()?.reads.staffSeq).toBe(message.seq)
  await desk.room.typing.mutate({ roomId: customer.roomId, active: true })
  await eventually(() => signals.at(-1)).toMatchObject({
    type: 'typing.changed',
    author: { id: agent.agent.id },
    ttlMs: 6_000,
  })
})
