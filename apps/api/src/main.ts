import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseLockedError, openDatabase, seedDemo } from '@shopbell/db'
import closeWithGrace from 'close-with-grace'
import { hashPassword } from './auth/password.ts'
import { createDeps } from './deps.ts'
import { EnvError, loadEnv } from './env.ts'
import { createLogger } from './observability/logger.ts'

/** The build puts them beside the bundle; from source the database package knows its own. */
const BUNDLED_MIGRATIONS = join(import.meta.dirname, 'migrations')
/** Longer than draining may take; then the process ends as it is. */
const CLOSE_MAX_MS = 35_000

async function start(): Promise<void> {
  const env = loadEnv()
  const logger = createLogger(env)
  const database = await openDatabase({
    url: env.databaseUrl ?? undefined,
    dataDir: env.dataDir,
    migrationsDir: existsSync(BUNDLED_MIGRATIONS) ? BUNDLED_MIGRATIONS : undefined,
  })
  if (env.seedDemo) await seedDemo(database, { hashPassword })
  const { app, services, drain } = await createDeps({ env, logger, database })

  closeWithGrace({ delay: CLOSE_MAX_MS, logger: false }, async ({ signal, err }) => {
    if (err) logger.fatal({ err }, 'ending after an unexpected error')
    else logger.info({ signal }, 'draining')
    await drain()
    logger.info('stopped')
  })

  try {
    await app.listen({ host: env.host, port: env.apiPort })
  } catch (error) {
    await drain()
    throw error
  }
  await services.setup.announce()
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** What a person can do something about is told without a stack. */
function explain(error: unknown): string {
  if (error instanceof EnvError || error instanceof DatabaseLockedError) return error.message
  if (error instanceof Error && hasCode(error, 'EADDRINUSE')) {
    return `${error.message.replace(/^listen /, '')}. Is Shopbell running already? Stop it, or choose another API_PORT.`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

try {
  await start()
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
