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
/** Longer than draining may take beside its wait; then the process ends as it is. */
const DRAIN_MAX_MS = 30_000
const END_SIGNALS = ['SIGTERM', 'SIGINT'] as const

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

  const hurry = new AbortController()
  const { close } = closeWithGrace(
    { delay: env.drainWaitMs + DRAIN_MAX_MS, logger: false, skip: [...END_SIGNALS] },
    async ({ err, signal }) => {
      if (err) logger.fatal({ err }, 'ending after an unexpected error')
      else if (signal) logger.info({ signal }, 'draining')
      await drain(hurry.signal)
      logger.info('stopped')
    },
  )
  onSignals((signal, times) => {
    logger.info({ signal }, times === 1 ? 'draining' : 'draining faster')
    if (times === 1) void close()
    else hurry.abort()
  })

  try {
    await app.listen({ host: env.host, port: env.apiPort })
  } catch (error) {
    await drain(AbortSignal.abort())
    throw error
  }
  await services.setup.announce()
}

/** Whoever asks twice does not want to wait: the second signal ends faster, as cleanly as the first. */
function onSignals(hear: (signal: NodeJS.Signals, times: number) => void): void {
  let times = 0
  for (const signal of END_SIGNALS) {
    process.on(signal, () => {
      times += 1
      hear(signal, times)
    })
  }
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
