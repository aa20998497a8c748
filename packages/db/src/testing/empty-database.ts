import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'

/** Puts a database back to what its migrations made it: one default group, and nothing else. */
export async function emptyDatabase({ drizzle }: Database): Promise<void> {
  await drizzle.execute(
    sql`truncate people, customers, agents, groups, rooms, tags, canned_responses cascade`,
  )
  await drizzle.execute(sql`insert into groups (name, is_default) values ('Support Team', true)`)
  await drizzle.execute(sql`update meta set demo = false`)
}
