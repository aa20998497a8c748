import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { meta } from './schema/meta.ts'

/** Whether the database holds the demo shop, complete. */
export async function isDemo(database: Database): Promise<boolean> {
  const [row] = await database.drizzle.select().from(meta)
  if (!row) throw new Error('The database has no meta row: its migrations did not run.')
  return row.demo
}

/** Resolves when the database answers, rejects when it does not. */
export async function ping(database: Database): Promise<void> {
  await database.drizzle.execute(sql`select 1`)
}
