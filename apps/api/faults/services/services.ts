import { type PostgresServer, startPostgres } from './postgres.ts'
import { type RedisServer, startRedis } from './redis.ts'

/** What the nodes of every scenario stand on: started once, killed and brought back by many. */
export interface Services {
  readonly postgres: PostgresServer
  readonly redis: RedisServer
  stop(): Promise<void>
}

export async function startServices(): Promise<Services> {
  const postgres = await startPostgres()
  const redis = await startRedis().catch(async (error) => {
    await postgres.stop()
    throw error
  })
  return {
    postgres,
    redis,
    async stop() {
      await Promise.all([postgres.stop(), redis.stop()])
    },
  }
}
