import { randomUUID } from 'node:crypto'
import type { Actor } from '@shopbell/chat-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customerCookieName, hashCustomerToken } from '../../auth/customer-token.ts'
import type { Browser } from '../../testing/browser.ts'
import { startTestApi, type TestApi, type TestCustomer } from '../../testing/start-test-api.ts'
import type { LaneRoutes } from '../../ws/fast-lane.ts'
import type { SocketLimits } from '../../ws/socket-limits.ts'
import type { Context, Services } from '../context.ts'
import { fastLane } from '../fast-lane.ts'
import { type Door, openDoor } from './two-doors.ts'

/** Where a scenario plays: the same API behind one of the doors. */
export interface Stage extends Pick<TestApi, 'newAgent' | 'groupIds'> {
  readonly door: Door
  readonly ports: Services['ports']
  /** A customer whose room has one message. */
  newShopper(): Promise<TestCustomer & { readonly actor: Actor }>
  /** Revokes the token of a browser and tells nobody; who asks from now on finds it revoked. */
  revokeSilently(browser: Browser): Promise<void>
}

export type Scenario = (stage: Stage) => Promise<void>

/** What nothing of the product does, but a database may: fail in the middle. */
const BOOM = 'boom'

function failing(services: Services): Services {
  const { ports, realtime } = services
  const fail = () => Promise.reject(new Error('a secret of ours'))
  return {
    ...services,
    ports: {
      ...ports,
      rooms: {
        ...ports.rooms,
        appendMessage: (actor, input) =>
          input.body === BOOM ? fail() : ports.rooms.appendMessage(actor, input),
      },
    },
    realtime: {
      ...realtime,
      roomEvents: (actor, input) =>
        input.lastEventId === BOOM ? fail() : realtime.roomEvents(actor, input),
    },
  }
}

/** Writes down which paths were served past the adapter. */
function watched(lane: LaneRoutes<Context>, taken: Set<string>): LaneRoutes<Context> {
  const watch = <Routes extends LaneRoutes<Context>['mutations']>(routes: Routes) =>
    Object.fromEntries(
      Object.entries(routes).map(([path, route]) => [
        path,
        (input: unknown) => {
          const run = route(input)
          if (run) taken.add(path)
          return run
        },
      ]),
    ) as Routes
  return { mutations: watch(lane.mutations), subscriptions: watch(lane.subscriptions) }
}

/**
 * Plays each scenario before tRPC's adapter and before the fast lane: clients and the log must not be able to tell
 * which was which.
 * @param paths what the lane must have served in them
 */
export function servedAlike(
  scenarios: Readonly<Record<string, Scenario>>,
  { paths, limits = {} }: { paths: readonly string[]; limits?: Partial<SocketLimits> },
): void {
  let api: TestApi
  let adapter: Door
  let lane: Door
  const taken = new Set<string>()

  beforeAll(async () => {
    api = await startTestApi({ env: { RATE_LIMITS: 'on' } })
    const services = failing(api.deps.services)
    adapter = await openDoor({ api, services, limits, lane: null })
    lane = await openDoor({ api, services, limits, lane: watched(fastLane, taken) })
  })
  afterAll(async () => {
    adapter.close()
    lane.close()
    await api.close()
  })

  test.each(Object.entries(scenarios))('%s', async (_, play) => {
    await play(stageOf(api, adapter))
    const expected = adapter.film()
    await play(stageOf(api, lane))

    expect(lane.film()).toEqual(expected)
    expect(JSON.stringify(expected)).toMatch(/result|error|PONG|closed":4/)
  })

  test('and the lane did serve them', () => {
    expect([...taken].sort()).toEqual([...paths].sort())
  })
}

function stageOf(api: TestApi, door: Door): Stage {
  const { ports, identity } = api.deps.services
  return {
    door,
    ports,
    groupIds: api.groupIds,
    newAgent: (options) => api.newAgent(options),
    async newShopper() {
      const shopper = await api.newCustomer()
      const customer = await ports.customers.findCustomer(shopper.customerId)
      if (!customer) throw new Error('The customer was just made.')
      const actor: Actor = { kind: 'customer', id: customer.id, name: customer.name }
      const clientId = randomUUID()
      const { roomId } = shopper
      await shopper.browser.trpc.room.send.mutate({ roomId, clientId, body: 'First' })
      return { ...shopper, actor }
    },
    async revokeSilently(browser) {
      const token = browser.cookies.get(customerCookieName(false)) ?? ''
      const known = await identity.customer(hashCustomerToken(token))
      if (!known) throw new Error('This browser has no token.')
      await ports.customers.revokeToken(known.id)
      // Whatever makes identities be looked up again.
      ports.bus.publish({ type: 'agent.changed', agentId: randomUUID() })
    },
  }
}
