import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Drizzle over either driver, inside a transaction or not. */
export type Queryable = PgDatabase<PgQueryResultHKT>

/** An open, migrated database. */
export interface Database {
  /** `embedded` is PGlite in this process: one connection, and its queries run on the event loop. */
  readonly kind: 'embedded' | 'postgres'
  readonly drizzle: Queryable
  /** Runs one of the few hot statements, outside any transaction; Postgres plans it once per connection. */
  runPrepared<Row>(statement: SQL): Promise<readonly Row[]>
  close(): Promise<void>
}

/** Runs a statement and gives its rows, which one driver wraps in an object and the other does not. */
export async function queryRows<Row>(db: Queryable, statement: SQL): Promise<readonly Row[]> {
  const result = (await db.execute(statement)) as readonly Row[] | { readonly rows: readonly Row[] }
  return 'rows' in result ? result.rows : result
}
