import type { Database } from './database.ts'
import { MIGRATIONS_DIR } from './migrations-dir.ts'
import { openEmbedded } from './open-embedded.ts'
import { openPostgres } from './open-postgres.ts'

export interface OpenDatabaseOptions {
  /** Of a Postgres (15 or newer). Without one the database is embedded. */
  readonly url?: string | undefined
  /** Folder that the embedded database lives in; made when missing. Without one it lives in memory. */
  readonly dataDir?: string | undefined
  /** Folder of the migrations; needed by a bundled program, whose files are no longer beside them. */
  readonly migrationsDir?: string | undefined
}

/**
 * Opens the database and brings it up to date. Several processes may do so at once on Postgres; on a folder
 * only one may hold it: throws `DatabaseLockedError` when another does and does not let go in a few seconds.
 */
export function openDatabase(options: OpenDatabaseOptions = {}): Promise<Database> {
  const { url, dataDir, migrationsDir = MIGRATIONS_DIR } = options
  return url ? openPostgres(url, migrationsDir) : openEmbedded({ dataDir, migrationsDir })
}
