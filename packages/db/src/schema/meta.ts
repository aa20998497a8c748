import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, text } from 'drizzle-orm/pg-core'

export const newEpoch = sql<string>`substr(md5(gen_random_uuid()::text), 1, 12)`

/** Facts about this database: one row, from the first migration on. */
export const meta = pgTable(
  'meta',
  {
    onlyRow: boolean('only_row').primaryKey().default(true),
    /** Names this history. To be changed after a restore that lost commits, so that readers start afresh. */
    epoch: text('epoch').notNull().default(newEpoch),
    demo: boolean('demo').notNull().default(false),
  },
  (row) => [check('meta_only_row', sql`${row.onlyRow}`)],
)
