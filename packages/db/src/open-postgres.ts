import { fillPlaceholders } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { arrayTypes } from './array-types.ts'
import { buildQuery, type Database } from './database.ts'

/** Eight busy connections commit more a second than thirty-two; six leave room for a second node. */
const POOL_SIZE = 6
/** Any constant of our own: the advisory lock that migrating processes take in turn. */
const MIGRATION_LOCK = 7_465_203
const STATEMENT_TIMEOUT_MS = 15_000
/** A transaction only ever waits for the database. A node that froze in one gives its locks back after this. */
const IDLE_TRANSACTION_TIMEOUT_MS = 5_000
const CLOSE_TIMEOUT_S = 5

/** Of waits between attempts to connect: a database that is back is not to wait for us. The driver's own is 20 s. */
const RECONNECT_MAX_S = 1
const reconnectAfterS = (attempt: number): number =>
  (0.5 + Math.random() / 2) * Math.min(3 ** attempt / 100, RECONNECT_MAX_S)

const common = { onnotice: () => undefined, fetch_types: false, backoff: reconnectAfterS }

/** Migrations of processes that start together run one after the other; drizzle itself takes no lock. */
async function migrateUnderLock(url: string, migrationsFolder: string): Promise<void> {
  const connection = postgres(url, { ...common, max: 1 })
  try {
    await connection`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle(connection), { migrationsFolder })
  } finally {
    // Ending the session gives the lock back.
    await connection.end()
  }
}

/** @param url `postgres://…` of a Postgres 15 or newer */
export async function openPostgres(url: string, migrationsDir: string): Promise<Database> {
  await migrateUnderLock(url, migrationsDir)
  const pool = postgres(url, {
    ...common,
    types: arrayTypes,
    max: POOL_SIZE,
    connection: {
      application_name: 'shopbell',
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    },
  })
  return {
    kind: 'postgres',
    drizzle: drizzle(pool),
    runPrepared(statement, values = {}) {
      const { sql, params } = buildQuery(statement)
      const filled = fillPlaceholders(params, values) as postgres.ParameterOrJSON<never>[]
      return pool.unsafe(sql, filled, { prepare: true })
    },
    close: () => pool.end({ timeout: CLOSE_TIMEOUT_S }),
  }
}
