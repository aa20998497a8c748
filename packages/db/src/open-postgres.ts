import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { Database } from './database.ts'

/** Eight busy connections commit more a second than thirty-two; six leave room for a second node. */
const POOL_SIZE = 6
/** Any constant of our own: the advisory lock that migrating processes take in turn. */
const MIGRATION_LOCK = 7_465_203
const STATEMENT_TIMEOUT_MS = 15_000
const CLOSE_TIMEOUT_S = 5

const silent = { onnotice: () => undefined }

/** Migrations of processes that start together run one after the other; drizzle itself takes no lock. */
async function migrateUnderLock(url: string, migrationsFolder: string): Promise<void> {
  const connection = postgres(url, { ...silent, max: 1 })
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
    ...silent,
    max: POOL_SIZE,
    connection: {
      application_name: 'shopbell',
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    },
  })
  const dialect = new PgDialect()
  return {
    kind: 'postgres',
    drizzle: drizzle(pool),
    runPrepared(statement) {
      const { sql, params } = dialect.sqlToQuery(statement)
      return pool.unsafe(sql, params as postgres.ParameterOrJSON<never>[], { prepare: true })
    },
    close: () => pool.end({ timeout: CLOSE_TIMEOUT_S }),
  }
}
