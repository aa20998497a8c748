import { count, sql } from 'drizzle-orm'
import { type Database, queryRows } from '../database.ts'
import { meta, people } from '../schema/index.ts'
import { closedConversations } from './closed-conversations.ts'
import { playConversation } from './conversation.ts'
import { createCast, type HashPassword, hashDemoPassword } from './demo-people.ts'
import { openConversations } from './open-conversations.ts'
import { waitingConversations } from './waiting-conversations.ts'

const CONVERSATIONS = [...closedConversations, ...openConversations, ...waitingConversations]

async function isEmpty({ drizzle }: Database): Promise<boolean> {
  const [row] = await drizzle.select({ people: count() }).from(people)
  return row?.people === 0
}

/**
 * Fills a database that has no people with the demo shop, whole or not at all: it is one transaction. Processes that
 * start together take turns, and only the first one writes.
 * @returns whether this call wrote it
 */
export async function seedDemo(
  database: Database,
  { hashPassword }: { readonly hashPassword: HashPassword },
): Promise<boolean> {
  if (!(await isEmpty(database))) return false
  const passwordHash = await hashDemoPassword(hashPassword)
  return database.drizzle.transaction(async (tx) => {
    const inside: Database = {
      ...database,
      drizzle: tx,
      runPrepared: (statement, values) => queryRows(tx, statement, values),
    }
    await tx.execute(sql`lock table ${people} in exclusive mode`)
    if (!(await isEmpty(inside))) return false
    const cast = await createCast(inside, passwordHash)
    for (const conversation of CONVERSATIONS) await playConversation(inside, cast, conversation)
    await tx.update(meta).set({ demo: true })
    return true
  })
}
