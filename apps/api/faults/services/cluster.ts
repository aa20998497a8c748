import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { createStores, openDatabase, type Stores } from '@shopbell/db'
import { createOnServer } from '@shopbell/db/testing'
import postgres, { type Sql } from 'postgres'
import type { Recorder } from '../oracle/recorder.ts'
import { type ApiNode, startApiNode } from './api-node.ts'
import type { Services } from './services.ts'

export interface ClusterOptions {
  readonly services: Services
  readonly recorder: Recorder
  readonly bundle: string
  readonly nodeCount: number
  /** Without one the nodes do not hear of each other. */
  readonly withRedis: boolean
  /** For the nodes, besides where the services are. */
  readonly env?: Readonly<Record<string, string>>
}

/** Some nodes on one database of their own, and the suite's own way to that database: never through a proxy. */
export interface Cluster {
  readonly services: Services
  readonly nodes: readonly ApiNode[]
  /** Of every node, through its proxy. */
  readonly addresses: readonly string[]
  readonly stores: Stores
  readonly sql: Sql
  readonly authSecret: string
  close(): Promise<void>
}

const LINE_MAX_CHARS = 3_000
/** How much of a node's log is kept, to tell why it ended. */
const LAST_LINES = 12
/** What a patch of a scenario lets it say. */
const COUNTED = /^\{"counted":"(\w+)","times":(\d+)\}$/
/** What the server never says, whatever fails around it: a log with a hole, an end that nobody asked for. */
const ALARMS = /The log skips seq|"level":60/

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { services, recorder, bundle, nodeCount, withRedis, env = {} } = options
  const { url } = await createOnServer(services.postgres.url('postgres'))
  // Also what names its channels and keys in a Redis that others use.
  const authSecret = randomBytes(32).toString('base64')
  const dataDir = await mkdtemp(join(services.folder, 'nodes-'))
  const database = await openDatabase({ url })
  const sql = postgres(url, { max: 4, onnotice: () => undefined })

  const startNode = (name: string) => {
    const lastLines: string[] = []
    return startApiNode({
      name,
      bundle,
      databaseUrl: url,
      redisPort: withRedis ? services.redis.port : null,
      env: {
        NODE_ENV: 'production',
        LOG_LEVEL: 'info',
        RATE_LIMITS: 'off',
        AUTH_SECRET: authSecret,
        DATA_DIR: dataDir,
        ...env,
      },
      onLog: (line) => {
        lastLines.push(line.slice(0, LINE_MAX_CHARS))
        if (lastLines.length > LAST_LINES) lastLines.shift()
        const [, what, times] = line.match(COUNTED) ?? []
        if (what) recorder.count(what, Number(times))
        if (ALARMS.test(line))
          recorder.observe('alarm', `${name}: ${line.slice(0, LINE_MAX_CHARS)}`)
      },
      onCrash: () => recorder.observe('crash', `${name} ended by itself:\n${lastLines.join('\n')}`),
    })
  }
  const names = Array.from({ length: nodeCount }, (_, index) => `node ${index + 1}`)
  const nodes = await Promise.all(names.map(startNode))

  return {
    services,
    nodes,
    addresses: nodes.map(({ address }) => address),
    stores: createStores(database),
    sql,
    authSecret,
    async close() {
      await Promise.all(nodes.map((node) => node.close()))
      await Promise.all([database.close(), sql.end({ timeout: 1 })])
    },
  }
}
