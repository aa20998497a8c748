import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { pageOrigin } from '../testing/browser.ts'
import { startTestApi, type TestApi, type TestCustomer } from '../testing/start-test-api.ts'

let api: TestApi
let customers: readonly TestCustomer[]

beforeAll(async () => {
  api = await startTestApi()
  customers = await Promise.all(Array.from({ length: 12 }, () => api.newCustomer()))
})
afterAll(() => api.close())

const subscription = (id: number, path: string, roomId: string) => ({
  id,
  method: 'subscription',
  params: { path, input: { roomId } },
})

/** A socket of the customer that has just asked for both streams of their room. */
async function ask({ browser, roomId }: TestCustomer): Promise<WebSocket> {
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/api/ws`, {
    headers: { cookie, origin: pageOrigin },
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  const calls = [subscription(1, 'room.events', roomId), subscription(2, 'room.signals', roomId)]
  socket.send(JSON.stringify(calls))
  return socket
}

/** At which moment a client may leave, and how. */
const WAYS: Readonly<Record<string, (customer: TestCustomer) => Promise<void>>> = {
  'before anything is answered': async (customer) => (await ask(customer)).terminate(),
  'politely, before anything is answered': async (customer) => (await ask(customer)).close(),
  'at the first answer': async (customer) => {
    const socket = await ask(customer)
    await once(socket, 'message')
    socket.terminate()
  },
  'after it has unsubscribed': async (customer) => {
    const socket = await ask(customer)
    await once(socket, 'message')
    for (const id of [1, 2]) socket.send(JSON.stringify({ id, method: 'subscription.stop' }))
    socket.close()
  },
  'while it stops what it asks for': async (customer) => {
    const socket = await ask(customer)
    for (const id of [1, 2]) socket.send(JSON.stringify({ id, method: 'subscription.stop' }))
    await once(socket, 'message')
    socket.terminate()
  },
}

test.each(Object.entries(WAYS))(
  'a client that leaves %s leaves no stream behind',
  async (_, leave) => {
    for (let rounds = 0; rounds < 4; rounds += 1) await Promise.all(customers.map(leave))

    const left = () => ({
      ...api.deps.sockets.census(),
      rooms: api.deps.services.realtime.followedRooms(),
    })
    await expect
      .poll(left, { timeout: 10_000 })
      .toEqual({ open: 0, known: 0, watched: 0, heldBytes: 0, rooms: 0 })
  },
)
