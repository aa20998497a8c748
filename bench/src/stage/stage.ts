import postgres from 'postgres'
import type { Programs } from '../bundle.ts'
import type { AnyJob, Figures, Outcome } from '../client/scenario.ts'
import { cpuOfTreeUs } from '../machine/cpu.ts'
import { NodeProcess } from '../machine/node-process.ts'
import type { Cluster } from '../machine/postgres.ts'
import type { Redis } from '../machine/redis.ts'
import type { Room } from '../people.ts'
import type { Stat } from '../servers/answer-stat.ts'
import type { Variant } from '../variants.ts'
import { auditArchive, auditLog } from './audit-log.ts'
import type { Databases } from './databases.ts'
import { readRooms, type Seed } from './seed.ts'
import { type Memory, startServer } from './start-server.ts'

/** What all runs share. */
export interface House {
  readonly programs: Programs
  readonly cluster: Cluster
  readonly databases: Databases
  readonly redis: Redis | null
  readonly profileDir: string | null
}

export interface StageOptions {
  readonly variant: Variant
  readonly seed: Omit<Seed, 'leanCopy'>
  /** Two nodes talk through Redis: customers are on the first, agents on the second. */
  readonly nodes?: 1 | 2
}

/** CPU time used so far, in microseconds. */
export interface CpuUse {
  readonly serverUs: number
  readonly pgUs: number
  readonly redisUs: number
  readonly clientUs: number
}

type Details<Job extends AnyJob> = Job extends AnyJob
  ? Omit<Job, 'wire' | 'ports' | 'epoch'>
  : never

/** One run's servers, database and load client: all fresh, and gone after `close`. */
export interface Stage {
  readonly rooms: readonly Room[]
  /** Has the load client begin with something. */
  prepare(job: Details<AnyJob>): Promise<void>
  /** The load client's figures since the last mark. */
  mark(): Promise<Figures>
  cpu(): Promise<CpuUse>
  /** Memory of the servers after a forced collection. */
  memory(): Promise<Memory>
  /** Ends the load. Throws if anything that was promised was not kept. */
  finish(): Promise<void>
  close(): Promise<void>
}

export async function openStage(house: House, options: StageOptions): Promise<Stage> {
  const { programs, cluster, redis, profileDir } = house
  const { variant, seed, nodes = 1 } = options
  const database = await house.databases.copy({ ...seed, leanCopy: variant.schema === 'shop' })
  const sql = postgres(database.url, { max: 1 })
  const { rooms, epoch } = await readRooms(sql)
  const servers = await Promise.all(
    Array.from({ length: nodes }, () =>
      startServer(variant, {
        programs,
        databaseUrl: database.url,
        redisUrl: nodes === 2 ? (redis?.url ?? null) : null,
        profileDir,
      }),
    ),
  )
  async function audit(outcome: Outcome): Promise<readonly string[]> {
    if (variant.schema === null) return []
    if (variant.schema === 'archive') return auditArchive(sql, outcome)
    return auditLog(sql, variant.schema, outcome, seed.messagesPerRoom)
  }
  const client = new NodeProcess({ script: programs.client })

  return {
    rooms,
    async prepare(job) {
      const [customers = 0, agents = customers] = servers.map(({ port }) => port)
      const ports = { customers, agents }
      await client.ask('prepare', { job: { ...job, wire: variant.wire, ports, epoch } })
    },
    mark: () => client.ask<Figures>('mark'),
    async cpu() {
      const [ofClient, ...ofServers] = await Promise.all([
        client.ask<Stat>('stat'),
        ...servers.map((server) => server.cpuUs()),
      ])
      return {
        serverUs: ofServers.reduce((sum, cpuUs) => sum + cpuUs, 0),
        pgUs: cpuOfTreeUs(cluster.pid),
        redisUs: redis ? cpuOfTreeUs(redis.pid) : 0,
        clientUs: ofClient.cpuUs,
      }
    },
    async memory() {
      const [first] = servers
      if (!first) throw new Error('There is no server')
      return first.memory()
    },
    async finish() {
      const outcome = await client.ask<Outcome>('finish')
      const problems = [...outcome.problems, ...(await audit(outcome))]
      if (problems.length === 0) return
      throw new Error(`${variant.title} broke its promises:\n${problems.slice(0, 20).join('\n')}`)
    },
    async close() {
      await client.stop()
      await Promise.all(servers.map((server) => server.stop()))
      await sql.end()
      await database.drop()
    },
  }
}
