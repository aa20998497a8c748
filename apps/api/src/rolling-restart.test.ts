import { testDatabase } from '@shopbell/db/testing'
import { expect, onTestFinished, test } from 'vitest'
import { createDeps, type Deps } from './deps.ts'
import { loadEnv } from './env.ts'
import { createLogger } from './observability/logger.ts'
import { Browser } from './testing/browser.ts'
import { ChatClient } from './testing/chat-client.ts'
import { seeded } from './testing/seeded.ts'
import { startTcpProxy } from './testing/tcp-proxy.ts'

interface Node {
  readonly deps: Deps
  readonly port: number
}

const CLIENTS = 6

/** Nodes on one database, behind a load balancer that asks each for its readiness. */
async function startShop() {
  const env = loadEnv({
    NODE_ENV: 'test',
    AUTH_SECRET: 'a-secret-for-restarts-0123456789-xyz',
    LOG_LEVEL: 'silent',
    RATE_LIMITS: 'off',
    DRAIN_WAIT_MS: '300',
  })
  const database = await testDatabase()
  onTestFinished(() => database.close())
  const startNode = async (): Promise<Node> => {
    const shared = { ...database, close: async () => undefined }
    const deps = await createDeps({ env, logger: createLogger(env), database: shared })
    const url = await deps.app.listen({ host: '127.0.0.1', port: 0 })
    return { deps, port: Number(new URL(url).port) }
  }

  let serving = await startNode()
  onTestFinished(() => serving.deps.drain(AbortSignal.abort()))
  const proxy = await startTcpProxy(serving.port)
  onTestFinished(() => proxy.close())
  return {
    port: proxy.port,
    /** Starts another node, tells the old one to end, and sends new connections to the new one once the old says so. */
    async restart() {
      const leaving = serving
      serving = await startNode()
      const ended = leaving.deps.drain()
      const ready = `http://127.0.0.1:${leaving.port}/api/ready`
      await expect.poll(async () => (await fetch(ready)).status).toBe(503)
      proxy.connectTo(serving.port)
      await ended
    },
  }
}

async function newClient(port: number, seed: number) {
  const url = `http://127.0.0.1:${port}`
  const browser = new Browser({ url, actAs: 'customer' })
  await browser.trpc.widget.session.mutate({})
  const { view } = await browser.trpc.widget.room.query()
  const client = new ChatClient({
    browser,
    url,
    actAs: 'customer',
    roomId: view.roomId,
    random: seeded(seed),
  })
  onTestFinished(() => client.close())
  await expect.poll(() => client.view, { timeout: 10_000 }).not.toBeNull()
  return client
}

const shows = (client: ChatClient): string[] =>
  client.view?.messages.flatMap((message) => ('body' in message ? [message.body] : [])) ?? []

test('nodes restart one after the other under load: no send fails, and nobody misses a message', async () => {
  const shop = await startShop()
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, (_, seed) => newClient(shop.port, seed)),
  )
  let restarted = false
  const sendUntilRestarted = async (client: ChatClient) => {
    const sent: string[] = []
    while (!restarted || sent.length === 0) {
      const body = `Message ${sent.length}`
      await client.send(body)
      sent.push(body)
    }
    return sent
  }

  const sending = clients.map(sendUntilRestarted)
  for (let restarts = 0; restarts < 2; restarts += 1) await shop.restart()
  restarted = true
  const sent = await Promise.all(sending)

  for (const [index, client] of clients.entries()) {
    await expect.poll(() => shows(client), { timeout: 10_000 }).toEqual(sent[index])
    expect(client).toMatchObject({ attempts: sent[index]?.length, snapshots: 1 })
  }
})
