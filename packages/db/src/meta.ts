import { eq, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { meta, newEpoch } from './schema/meta.ts'

const NO_META = 'The database has no meta row: its migrations did not run.'

async function readMeta(database: Database) {
  const [row] = await database.drizzle.select().from(meta)
  if (!row) throw new Error(NO_META)
  return row
}

const selectEpoch = sql`select ${meta.epoch} from ${meta}`

/** The name of this database's history; it changes when a restore lost commits. Cheap enough to be asked every second. */
export async function epoch(database: Database): Promise<string> {
  const [row] = await database.runPrepared<{ readonly epoch: string }>(selectEpoch)
  if (!row) throw new Error(NO_META)
  return row.epoch
}

/**
 * Names the history anew, because it turned out to lack what was committed before. Of many who saw the same one `seen`
 * ends, one renames it; all are answered the name it has now.
 */
export async function renewEpoch(database: Database, seen: string): Promise<string> {
  await database.drizzle.update(meta).set({ epoch: newEpoch }).where(eq(meta.epoch, seen))
  return epoch(database)
}

/** Whether the database holds the demo shop, complete. */
export const isDemo = async (database: Database): Promise<boolean> =>
  (await readMeta(database)).demo

/** Resolves when the database answers, rejects when it does not. */
export async function ping(database: Database): Promise<void> {
  await database.drizzle.execute(sql`select 1`)
}
