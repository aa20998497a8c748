import type { Programs } from '../bundle.ts'
import { findFreePort } from '../machine/free-port.ts'
import { NodeProcess } from '../machine/node-process.ts'
import { untilListening } from '../machine/until-listening.ts'
import type { Stat } from '../servers/answer-stat.ts'
import type { Variant } from '../variants.ts'
import { startEjabberd } from './ejabberd.ts'
import { startNats } from './nats.ts'
import { AUTH_SECRET } from './seed.ts'

export interface Server {
  readonly port: number
  /** CPU time that it has used so far. */
  cpuUs(): Promise<number>
  /** Its memory, after a forced collection where there is one. */
  memory(): Promise<Memory>
  stop(): Promise<void>
}

export interface Memory {
  readonly rssBytes: number
  readonly heapBytes: number
}

export interface ServerOptions {
  readonly programs: Programs
  readonly databaseUrl: string
  /** null for a single node. */
  readonly redisUrl: string | null
  /** A folder for its CPU profile; null: none is made. */
  readonly profileDir: string | null
}

/** What the product's node is told; the same as in production but for its limits, which would be what is measured. */
const productEnv = {
  NODE_ENV: 'production',
  AUTH_SECRET,
  RATE_LIMITS: 'off',
  LOG_LEVEL: 'warn',
  SEED_DEMO: '0',
  DRAIN_WAIT_MS: '0',
}

/** Starts one node of a variant. Resolves once it listens. */
export function startServer({ server }: Variant, options: ServerOptions): Promise<Server> {
  switch (server.program) {
    case 'ejabberd':
      return startEjabberd(options.databaseUrl)
    case 'nats':
      return startNats()
    case 'comparator':
      return startNode(
        options,
        (port) => ({
          PORT: port,
          TRANSPORT: server.transport,
          LOG: server.log,
          MIGRATIONS: options.programs.migrations,
        }),
        options.programs.comparator,
      )
    default:
      return startNode(
        options,
        (port) => ({ ...productEnv, API_PORT: port }),
        options.programs[server.program],
      )
  }
}

async function startNode(
  { programs, databaseUrl, redisUrl, profileDir }: ServerOptions,
  envOf: (port: string) => Readonly<Record<string, string>>,
  script: string,
): Promise<Server> {
  const port = await findFreePort()
  const node = new NodeProcess({
    script,
    execArgv: [
      '--expose-gc',
      '--import',
      programs.answerStat,
      ...(profileDir ? ['--cpu-prof', '--cpu-prof-dir', profileDir] : []),
    ],
    env: {
      DATABASE_URL: databaseUrl,
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      ...envOf(String(port)),
    },
  })
  await untilListening(port, () => node.isAlive())
  return {
    port,
    cpuUs: async () => (await node.ask<Stat>('stat')).cpuUs,
    memory: () => node.ask<Stat>('gc'),
    // One that is profiled writes its profile when it ends by itself.
    stop: () => node.stop(profileDir ? 'SIGTERM' : 'SIGKILL'),
  }
}
