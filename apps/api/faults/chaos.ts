import { setTimeout as sleep } from 'node:timers/promises'
import type { Direction } from '../src/testing/tcp-proxy.ts'
import type { ApiNode } from './services/api-node.ts'
import type { Stage } from './stage.ts'

type Chance = () => number

/** One kind of fault that comes again and again. Resolves when what it broke is whole again. */
interface Nemesis {
  readonly everyMs: number
  strike(random: Chance): Promise<void>
}

/** Of the share that is cut at once. */
const BLACK_HOLES = 5 / 6
const DIRECTIONS: readonly Direction[] = ['both', 'toServer', 'toClient']

const oneOf = <T>(items: readonly T[], random: Chance): T => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('There is nothing to choose from.')
  return item
}

/** Everything that can go wrong between people and the database, all of it at once. */
export function everyNemesis({ cluster, services, recorder, options }: Stage): readonly Nemesis[] {
  const { nodes } = cluster
  const { share } = options
  const overAll = (strike: (node: ApiNode) => number) =>
    nodes.reduce((hits, node) => hits + strike(node), 0)
  return [
    {
      everyMs: 800,
      async strike(random) {
        const pick = () => random() < share
        const midFrame = random() < 0.25
        const cut = ({ clients }: ApiNode) =>
          midFrame ? clients.cutMidFrame(pick) : clients.cut(pick)
        recorder.fault(midFrame ? 'cut in a frame' : 'cut', overAll(cut))
      },
    },
    {
      everyMs: 4_000,
      async strike(random) {
        const direction = oneOf(DIRECTIONS, random)
        const pick = () => random() < share * BLACK_HOLES
        const swallow = ({ clients }: ApiNode) => clients.blackHole({ pick, direction })
        recorder.fault(`black hole ${direction}`, overAll(swallow))
      },
    },
    {
      everyMs: 5_000,
      async strike(random) {
        const { clients } = oneOf(nodes, random)
        recorder.fault('stall')
        clients.stall(oneOf(DIRECTIONS, random))
        await sleep(100 + 400 * random())
        clients.heal()
      },
    },
    {
      everyMs: 6_000,
      async strike(random) {
        const node = oneOf(nodes, random)
        await node.kill()
        recorder.fault('kill -9 of a node')
        await sleep(500 * random())
        await node.start()
      },
    },
    {
      everyMs: 7_000,
      async strike(random) {
        const { postgres } = oneOf(nodes, random)
        recorder.fault(
          'cut to Postgres',
          postgres.cut(() => random() < 0.5),
        )
      },
    },
    {
      everyMs: 10_000,
      async strike(random) {
        await services.redis.kill()
        recorder.fault('kill -9 of Redis')
        await sleep(200 + 1_000 * random())
        await services.redis.start()
      },
    },
    {
      everyMs: 11_000,
      async strike(random) {
        const { redis } = oneOf(nodes, random)
        redis?.partition()
        recorder.fault('partition from Redis')
        await sleep(200 + 1_000 * random())
        redis?.heal()
      },
    },
  ]
}

/** Crashes Postgres; it comes back by recovery, with everything it ever said was committed. */
export async function crashPostgres({ services, recorder }: Stage): Promise<void> {
  await services.postgres.crash()
  recorder.fault('crash of Postgres')
}

const SPREAD = 0.3

/** Lets each nemesis strike at its own pace until `done`; then waits until the last one has made good, and heals. */
export async function strikeUntil(
  done: Promise<unknown>,
  stage: Stage,
  nemeses: readonly Nemesis[],
): Promise<void> {
  const stopped = new AbortController()
  const { signal } = stopped
  const loops = nemeses.map(async ({ everyMs, strike }) => {
    const random = stage.chance()
    while (!signal.aborted) {
      const pauseMs = everyMs * (1 - SPREAD + 2 * SPREAD * random())
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
      if (!signal.aborted) await strike(random)
    }
  })
  try {
    await Promise.race([done, Promise.all(loops)])
  } finally {
    stopped.abort()
    await Promise.allSettled(loops)
    for (const { clients, postgres, redis } of stage.cluster.nodes) {
      for (const proxy of [clients, postgres, redis]) proxy?.heal()
    }
  }
}
