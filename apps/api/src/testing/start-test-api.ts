import { randomUUID } from 'node:crypto'
import type { Agent, RoutingStrategy, StaffRole } from '@shopbell/chat-core'
import type { Database } from '@shopbell/db'
import { makeStoreHarness, testDatabase } from '@shopbell/db/testing'
import { hashPassword } from '../auth/password.ts'
import { createDeps, type Deps } from '../deps.ts'
import { loadEnv } from '../env.ts'
import { createLogger } from '../observability/logger.ts'
import { Browser, type BrowserOptions } from './browser.ts'

export interface TestApiOptions {
  /** Replaces variables of the environment; nothing is taken from this process's own. */
  readonly env?: Readonly<Record<string, string>>
}

export interface TestCustomer {
  readonly browser: Browser
  readonly customerId: string
  readonly roomId: string
}

export interface TestAgent {
  readonly browser: Browser
  readonly agent: Agent
}

/** A whole API on a port of its own, with an empty database of its own. */
export interface TestApi {
  readonly url: string
  readonly deps: Deps
  readonly database: Database
  /** The default group and a second one. */
  readonly groupIds: readonly [string, string]
  /** Every line logged so far, as it was written. */
  readonly log: readonly string[]
  /** How a group finds owners for its rooms; by hand if nobody says. */
  setStrategy(groupId: string, strategy: RoutingStrategy): Promise<void>
  newBrowser(options?: Omit<BrowserOptions, 'url'>): Browser
  /** A browser with a session, and its empty room. */
  newCustomer(): Promise<TestCustomer>
  /** A browser that is signed in as a new agent; by default of the default group. */
  newAgent(options?: { role?: StaffRole; groupIds?: readonly string[] }): Promise<TestAgent>
  close(): Promise<void>
}

const PASSWORD = 'lamps-that-last'

const TEST_ENV = {
  NODE_ENV: 'test',
  API_PORT: '0',
  AUTH_SECRET: 'a-secret-for-tests-0123456789-abcdefg',
  LOG_LEVEL: 'debug',
  RATE_LIMITS: 'off',
}

async function signIn(browser: Browser, email: string): Promise<void> {
  const response = await browser.post('/api/auth/sign-in/email', { email, password: PASSWORD })
  if (!response.ok) throw new Error(`Signing in failed: ${await response.text()}`)
}

export async function startTestApi({ env: overrides = {} }: TestApiOptions = {}): Promise<TestApi> {
  const env = loadEnv({ ...TEST_ENV, ...overrides })
  const log: string[] = []
  const logger = createLogger(env, { write: (line) => log.push(line) })
  const database = await testDatabase()
  const harness = await makeStoreHarness(database)
  const deps = await createDeps({ env, logger, database })
  const url = await deps.app.listen({ host: '127.0.0.1', port: 0 })
  const [defaultGroupId, otherGroupId] = harness.groupIds
  const newBrowser: TestApi['newBrowser'] = (options) => new Browser({ url, ...options })

  return {
    url,
    deps,
    database,
    groupIds: [defaultGroupId, otherGroupId],
    log,
    setStrategy: harness.setStrategy,
    newBrowser,

    async newCustomer() {
      const browser = newBrowser({ actAs: 'customer' })
      const { customer } = await browser.trpc.widget.session.mutate({})
      const { view } = await browser.trpc.widget.room.query()
      return { browser, customerId: customer.id, roomId: view.roomId }
    },

    async newAgent({ role = 'agent', groupIds = [defaultGroupId] } = {}) {
      const agent = await harness.newAgent({ name: `Agent ${randomUUID()}`, role, groupIds })
      const { internalAdapter } = await deps.auth.$context
      await internalAdapter.linkAccount({
        userId: agent.personId,
        providerId: 'credential',
        accountId: agent.personId,
        password: await hashPassword(PASSWORD),
      })
      const person = await internalAdapter.findUserById(agent.personId)
      if (!person) throw new Error('The agent was just created.')
      const browser = newBrowser({ actAs: 'agent' })
      await signIn(browser, person.email)
      return { browser, agent }
    },

    close: () => deps.drain(),
  }
}
