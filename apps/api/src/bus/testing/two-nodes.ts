import { randomUUID } from 'node:crypto'
import type {
  InboxFrame,
  QueueEntry,
  RoomSignals,
  RoomStreamFrame,
  SignalFrame,
} from '@shopbell/chat-core'
import { makeStoreHarness, testDatabase } from '@shopbell/db/testing'
import { onTestFinished } from 'vitest'
import { hashPassword } from '../../auth/password.ts'
import { createDeps, type Deps } from '../../deps.ts'
import { loadEnv } from '../../env.ts'
import { createLogger } from '../../observability/logger.ts'
import { Browser } from '../../testing/browser.ts'

const PASSWORD = 'lamps-that-last'

export interface TestNode {
  readonly deps: Deps
  readonly url: string
  /** Every line logged so far. */
  readonly log: readonly string[]
}

/**
 * Two nodes of one shop, each with connections of its own to one database.
 * @param redisUrls how each of them reaches Redis; without them nothing but the database is between them
 */
export async function startTwoNodes(redisUrls?: readonly [string, string]) {
  const database = await testDatabase()
  onTestFinished(() => database.close())
  const harness = await makeStoreHarness(database)
  const secret = randomUUID()

  const startNode = async (index: 0 | 1): Promise<TestNode> => {
    const env = loadEnv({
      NODE_ENV: 'test',
      AUTH_SECRET: secret,
      RATE_LIMITS: 'off',
      // The test's database is open already.
      ...(redisUrls ? { REDIS_URL: redisUrls[index], DATABASE_URL: 'postgres://test' } : {}),
    })
    const log: string[] = []
    const logger = createLogger(env, { write: (line) => log.push(line) })
    const handle = index === 0 ? database : database.peer
    const deps = await createDeps({
      env,
      logger,
      database: { ...handle, close: async () => undefined },
    })
    onTestFinished(() => deps.drain())
    return { deps, url: await deps.app.listen({ host: '127.0.0.1', port: 0 }), log }
  }
  const nodes = [await startNode(0), await startNode(1)] as const

  /** The same browser, as it reaches another node. */
  const at = (node: TestNode, browser: Browser, actAs: 'customer' | 'agent'): Browser => {
    const same = new Browser({ url: node.url, actAs })
    for (const [name, value] of browser.cookies) same.cookies.set(name, value)
    return same
  }

  return {
    nodes,
    at,
    async newCustomer() {
      const browser = new Browser({ url: nodes[0].url, actAs: 'customer' })
      await browser.trpc.widget.session.mutate({})
      const { view } = await browser.trpc.widget.room.query()
      return { browser, roomId: view.roomId }
    },
    async newAgent() {
      const groupIds = harness.groupIds.slice(0, 1)
      const agent = await harness.newAgent({ name: 'Ann', role: 'agent', groupIds })
      const { internalAdapter } = await nodes[0].deps.auth.$context
      await internalAdapter.linkAccount({
        userId: agent.personId,
        providerId: 'credential',
        accountId: agent.personId,
        password: await hashPassword(PASSWORD),
      })
      const person = await internalAdapter.findUserById(agent.personId)
      const browser = new Browser({ url: nodes[0].url, actAs: 'agent' })
      await browser.post('/api/auth/sign-in/email', { email: person?.email, password: PASSWORD })
      return { browser, agent }
    },
  }
}

const open = (browser: Browser) => {
  const socket = browser.openSocket()
  onTestFinished(() => socket.close())
  return socket.client
}

/** Everything a room tells this browser, as it comes. */
export function watchRoom(browser: Browser, roomId: string) {
  const bodies: string[] = []
  const signals: SignalFrame[] = []
  const client = open(browser)
  const onFrame = (frame: RoomStreamFrame) => {
    const messages =
      frame.type === 'snapshot' ? frame.view.messages : frame.events.map(({ message }) => message)
    bodies.push(...messages.flatMap((message) => ('body' in message ? [message.body] : [])))
  }
  client.room.events.subscribe({ roomId }, { onData: ({ data }) => onFrame(data) })
  client.room.signals.subscribe({ roomId }, { onData: (frame) => signals.push(frame) })
  const state = (): RoomSignals | undefined =>
    signals.flatMap((frame) => (frame.type === 'state' ? [frame.signals] : [])).at(-1)
  return { bodies, signals, state }
}

/** Everything the desk tells this agent, as it comes. */
export function watchDesk(browser: Browser) {
  const frames: InboxFrame[] = []
  const lines: (readonly QueueEntry[])[] = []
  const client = open(browser)
  client.inbox.events.subscribe(undefined, { onData: (frame) => frames.push(frame) })
  client.queue.events.subscribe(undefined, { onData: ({ entries }) => lines.push(entries) })
  return {
    frames,
    /** The newest that is known of the room. */
    room: (roomId: string) =>
      frames
        .flatMap((frame) => (frame.type === 'room.changed' ? [frame.room] : []))
        .findLast(({ id }) => id === roomId),
    isInLine: (roomId: string) => lines.at(-1)?.some(({ room }) => room.id === roomId),
  }
}
