import { randomUUID } from 'node:crypto'
import type { Ports } from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import { createStores } from '@shopbell/db'
import type { TestDatabase } from '@shopbell/db/testing'
import { pino } from 'pino'
import { createRouting, type Routing } from '../src/routing/routing.ts'
import { seeded } from '../src/testing/seeded.ts'
import { checkLog } from './check-log.ts'
import { checkOrder } from './check-order.ts'
import { comeToRest, watchLoads } from './check-rest.ts'
import { Duty, type SimNode } from './duty.ts'
import { type Fairness, fairnessOf } from './fairness.ts'
import { Journal } from './journal.ts'
import type { SimOptions } from './options.ts'
import { createShop } from './shop.ts'
import type { Violation } from './violation.ts'
import { SimWorld, work } from './worker.ts'

export interface Outcome {
  readonly violations: readonly Violation[]
  /** By routing, at once or from a line, and in any other way. */
  readonly routed: number
  readonly rests: number
  readonly longestRestMs: number
  readonly looks: number
  readonly fairness: readonly Fairness[]
}

/** What a test makes of the ports: a product with a mistake. */
export type Spoil = (ports: Ports) => Ports

/** In words: of whole rounds one in three is calm. */
const isRush = (round: number): boolean => round % 3 !== 2

/**
 * Plays a shop on an empty database, over two nodes that do not hear each other.
 * @param say told how far it is
 */
export async function simulate(
  database: TestDatabase,
  options: SimOptions,
  {
    spoil = (ports) => ports,
    say = () => undefined,
  }: { spoil?: Spoil; say?: (line: string) => void } = {},
): Promise<Outcome> {
  const shop = await createShop(database, options)
  const ofCapacity = await createStores(database).agents.listAgents()
  const capacityOf = new Map(ofCapacity.map(({ id, capacity }) => [id, capacity ?? 0]))
  const duties = shop.agents.map((actor) => new Duty(actor, capacityOf.get(actor.id) ?? 0))
  const manager = { kind: 'agent', id: randomUUID(), name: 'Maya', role: 'manager' } as const
  const world = new SimWorld(shop, duties, { ...manager, groupIds: [] })
  const journal = new Journal((room) => world.note(room))
  const errors: unknown[] = []

  const startNode = (
    handle: TestDatabase | TestDatabase['peer'],
  ): SimNode & { routing: Routing } => {
    const ports = journal.watch(spoil({ ...createStores(handle), bus: createMemoryBus() }))
    const routing = createRouting({
      ports,
      logger: pino({ level: 'silent' }, { write: () => undefined }),
    })
    return { ports, attendance: routing.attendance, routing }
  }
  const nodes = [startNode(database), startNode(database.peer)] as const
  const randoms = Array.from({ length: options.workers }, (_, index) =>
    seeded(options.seed + index),
  )
  const stop = new AbortController()
  const byId = new Map(duties.map((duty) => [duty.actor.id, duty]))
  const watching = watchLoads(database, (id) => byId.get(id)?.mostAllowed ?? 0, stop.signal)

  const violations: Violation[] = []
  let longestRestMs = 0
  let round = 0
  for (; !world.isOver; round += 1) {
    const steps = Math.ceil(options.stepsPerRound / options.workers)
    const thrown = await Promise.all(
      randoms.map((random, index) =>
        work(world, nodes[index % 2 ? 1 : 0], { steps, isRush: isRush(round), random }),
      ),
    )
    errors.push(...thrown.flat())
    const rest = await comeToRest(database, options.settleWithinMs)
    violations.push(...rest.violations)
    longestRestMs = Math.max(longestRestMs, rest.tookMs)
    say(`${world.waiting.size} wait, ${world.open.size} open, ${world.closed.size} closed`)
  }
  stop.abort()
  const watched = await watching
  const fairness = fairnessOf(shop, duties, journal.steps)
  for (const { routing } of nodes) await routing.close()

  violations.push(
    ...watched.violations,
    ...errors.map((error): Violation => ({ kind: 'error', text: textOf(error) })),
    ...checkOrder(journal.steps, (roomId) => world.priorityOf(roomId)),
    ...(await checkLog(
      database,
      new Map(duties.map(({ actor, capacities }) => [actor.id, capacities])),
    )),
  )
  return {
    violations,
    routed: journal.steps.filter(({ step }) => step === 'routed').length,
    rests: round,
    longestRestMs,
    looks: watched.looks,
    fairness,
  }
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error
    ? `${error.cause.message} (${error.message.slice(0, 80)})`
    : error.message
}
