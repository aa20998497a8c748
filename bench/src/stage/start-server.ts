import type { Programs } from '../bundle.ts'
import { findFreePort } from '../machine/free-port.ts'
import { NodeProcess } from '../machine/node-process.ts'
import { untilListening } from '../machine/until-listening.ts'
import type { Variant } from '../variants.ts'
import { AUTH_SECRET } from './seed.ts'

export interface Server {
  readonly process: NodeProcess
  readonly port: number
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

/** Starts one node of a variant as a process of its own. Resolves once it listens. */
export async function startServer({ server }: Variant, options: ServerOptions): Promise<Server> {
  const { programs, databaseUrl, redisUrl, profileDir } = options
  const port = await findFreePort()
  const isProduct = server.program !== 'comparator'
  const process = new NodeProcess({
    script: programs[server.program],
    execArgv: [
      '--expose-gc',
      '--import',
      programs.answerStat,
      ...(profileDir ? ['--cpu-prof', '--cpu-prof-dir', profileDir] : []),
    ],
    env: {
      DATABASE_URL: databaseUrl,
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      ...(isProduct
        ? { ...productEnv, API_PORT: String(port) }
        : {
            PORT: String(port),
            TRANSPORT: server.transport,
            LOG: server.log,
            MIGRATIONS: programs.migrations,
          }),
    },
  })
  await untilListening(port, () => process.isAlive())
  return { process, port }
}
