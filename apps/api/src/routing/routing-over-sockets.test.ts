import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  await api.setStrategy(api.groupIds[0], 'round_robin')
})
afterAll(() => api.close())

/** Writes, and answers who owns the room after that. */
async function write() {
  const { browser, roomId } = await api.newCustomer()
  await browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body: 'Hello?' })
  return async () => (await browser.trpc.widget.room.query()).view.assignee?.id ?? null
}

test('RT-1, RT-4, RT-7: an agent with an open dashboard who is online gets who waits and who comes, and nobody after leaving', async () => {
  const { browser, agent } = await api.newAgent()
  const early = await write()
  await browser.trpc.agent.updateMe.mutate({ availability: 'online' })
  expect(await early()).toBeNull()

  const socket = browser.openSocket()
  await socket.client.agent.me.query()
  await expect.poll(early).toBe(agent.id)
  expect(await (await write())()).toBe(agent.id)

  await browser.trpc.agent.updateMe.mutate({ availability: 'away' })
  expect(await (await write())()).toBeNull()
  await browser.trpc.agent.updateMe.mutate({ availability: 'online' })
  await socket.close()
  await expect.poll(async () => (await write())()).toBeNull()
})
