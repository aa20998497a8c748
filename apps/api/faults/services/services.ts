import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, startPostgres } from './postgres.ts'
import { type RedisServer, startRedis } from './redis.ts'

/** What the nodes of every scenario stand on: started once, killed and brought back by many. */
export interface Services {
  readonly postgres: PostgresServer
  readonly redis: RedisServer
  /** For whatever is to be gone when they are. */
  readonly folder: string
  stop(): Promise<void>
}

export async function startServices(): Promise<Services> {
  const postgres = await startPostgres()
  const redis = await startRedis().catch(async (error) => {
    await postgres.stop()
    throw error
  })
  const folder = await mkdtemp(join(tmpdir(), 'shopbell-faults-'))
  return {
    postgres,
    redis,
    folder,
    async stop() {
      await Promise.all([postgres.stop(), redis.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
