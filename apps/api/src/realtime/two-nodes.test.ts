import { testDatabase } from '@shopbell/db/testing'
import { expect, onTestFinished, test } from 'vitest'
import { createDeps, type Deps } from '../deps.ts'
import { loadEnv } from '../env.ts'
import { createLogger } from '../observability/logger.ts'
import { Browser } from '../testing/browser.ts'
import { ChatClient } from '../testing/chat-client.ts'
import { seeded } from '../testing/seeded.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'

interface Node {
  readonly deps: Deps
  readonly port: number
}

/** Two nodes on one database. They have no bus in common: what one does the other has to find by itself. */
async function startTwoNodes(): Promise<readonly [Node, Node]> {
  const env = loadEnv({
    NODE_ENV: 'test',
    AUTH_SECRET: 'a-secret-for-two-nodes-0123456789-xyz',
    LOG_LEVEL: 'silent',
    RATE_LIMITS: 'off',
  })
  const database = await testDatabase()
  onTestFinished(() => database.close())
  const shared = { ...database, close: async () => undefined }
  const startNode = async (): Promise<Node> => {
    const deps = await createDeps({ env, logger: createLogger(env), database: shared })
    onTestFinished(() => deps.drain())
    const url = await deps.app.listen({ host: '127.0.0.1', port: 0 })
    return { deps, port: Number(new URL(url).port) }
  }
  return [await startNode(), await startNode()]
}

const shows = (client: ChatClient): string[] =>
  client.view?.messages.flatMap((message) => ('body' in message ? [message.body] : [])) ?? []

async function newCustomer(port: number) {
  const url = `http://127.0.0.1:${port}`
  const browser = new Browser({ url, actAs: 'customer' })
  await browser.trpc.widget.session.mutate({})
  const { view } = await browser.trpc.widget.room.query()
  const open = (at = url) => {
    const client = new ChatClient({
      browser,
      url: at,
      actAs: 'customer',
      roomId: view.roomId,
      random: seeded(1),
    })
    onTestFinished(() => client.close())
    return client
  }
  return { browser, open }
}

test('DL-6: what is written on one node reaches readers on another one, told or not', async () => {
  const [here, there] = await startTwoNodes()
  const { open } = await newCustomer(here.port)
  const writer = open()
  const reader = open(`http://127.0.0.1:${there.port}`)
  await expect.poll(() => reader.view, { timeout: 10_000 }).not.toBeNull()

  await writer.send('Can anybody hear me over there?')

  await expect.poll(() => shows(reader), { timeout: 10_000 }).toHaveLength(1)
})

test('a node that drains hands its clients to another: no send fails, and the log goes on', async () => {
  const [leaving, staying] = await startTwoNodes()
  const proxy = await startTcpProxy(leaving.port)
  onTestFinished(() => proxy.close())
  const { open } = await newCustomer(proxy.port)
  const client = open()
  const bodies = Array.from({ length: 60 }, (_, count) => `Message ${count}`)
  for (const body of bodies.slice(0, 20)) await client.send(body)

  proxy.connectTo(staying.port)
  const drained = leaving.deps.drain()
  for (const body of bodies.slice(20)) await client.send(body)
  await drained

  await client.send('Still here')
  await expect.poll(() => shows(client), { timeout: 10_000 }).toEqual([...bodies, 'Still here'])
  expect(client.snapshots).toBe(1)
})
