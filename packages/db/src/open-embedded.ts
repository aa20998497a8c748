import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { type Database, queryRows } from './database.ts'
import { lockFolder } from './folder-lock.ts'

export interface EmbeddedOptions {
  readonly dataDir?: string | undefined
  readonly migrationsDir: string
  /** A dump of a data folder to start from. */
  readonly loadDataDir?: Blob | undefined
}

/**
 * PGlite in this process. It survives a killed process but not a power cut: it never syncs to the disk.
 * It takes no lock on its folder either, so we do.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Database> {
  const { dataDir } = options
  if (!dataDir) return open(options)
  await mkdir(dataDir, { recursive: true })
  const lock = await lockFolder(dataDir)
  try {
    const database = await open({ ...options, dataDir: join(dataDir, 'database') })
    return {
      ...database,
      async close() {
        await database.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function open({ dataDir, migrationsDir, loadDataDir }: EmbeddedOptions): Promise<Database> {
  const client = await PGlite.create({
    ...(dataDir && { dataDir }),
    ...(loadDataDir && { loadDataDir }),
  })
  const db = drizzle(client)
  try {
    await migrate(db, { migrationsFolder: migrationsDir })
  } catch (error) {
    await client.close()
    throw error
  }
  return {
    kind: 'embedded',
    drizzle: db,
    runPrepared: (statement, values) => queryRows(db, statement, values),
    close: () => client.close(),
  }
}
