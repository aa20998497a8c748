import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleAll, type Edit } from './bundle.ts'
import { startPostgres } from './machine/postgres.ts'
import { startRedis } from './machine/redis.ts'
import { Databases } from './stage/databases.ts'
import type { House } from './stage/stage.ts'

/** The product has no switch for its fast lane: the comparison without it is another bundle. */
const WITHOUT_FAST_LANE: Edit = {
  file: 'apps/api/src/deps.ts',
  find: 'lane: fastLane,',
  replace: '',
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Bundles the programs and starts what all runs share; gives it to `use` and takes it down afterwards, whatever happens. */
export async function withHouse(
  profile: boolean,
  use: (house: House) => Promise<void>,
): Promise<void> {
  const programs = await bundleAll(WITHOUT_FAST_LANE)
  const cluster = await startPostgres()
  const stopped = () => {
    cluster.stop()
    process.exit(130)
  }
  for (const signal of STOP_SIGNALS) process.once(signal, stopped)
  const redis = await startRedis()
  const databases = new Databases(cluster)
  const profileDir = profile ? mkdtempSync(join(tmpdir(), 'shopbell-profile-')) : null
  try {
    await use({ programs, cluster, databases, redis, profileDir })
  } finally {
    await databases.close()
    await redis?.stop()
    cluster.stop()
    for (const signal of STOP_SIGNALS) process.off(signal, stopped)
  }
  if (profileDir) console.log(`Profiles are in ${profileDir}`)
}
