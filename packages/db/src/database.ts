import type { SQL } from 'drizzle-orm'
import { type PgDatabase, PgDialect, type PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Drizzle over either driver, inside a transaction or not. */
export type Queryable = PgDatabase<PgQueryResultHKT>

/** What the placeholders of a statement stand for. */
export type Values = Readonly<Record<string, unknown>>

/** An open, migrated database. */
export interface Database {
  /** `embedded` is PGlite in this process: one connection, and its queries run on the event loop. */
  readonly kind: 'embedded' | 'postgres'
  readonly drizzle: Queryable
  /**
   * Runs one of the few hot statements, outside any transaction. Postgres plans it once per connection; its text is
   * built once per `statement`, so one that is kept and filled by `values` costs nothing to build.
   */
  runPrepared<Row>(statement: SQL, values?: Values): Promise<readonly Row[]>
  close(): Promise<void>
}

type Query = ReturnType<PgDialect['sqlToQuery']>

const dialect = new PgDialect()
const built = new WeakMap<SQL, Query>()

/** A statement's text and parameters, placeholders among them. */
export function buildQuery(statement: SQL): Query {
  const known = built.get(statement)
  if (known) return known
  const query = dialect.sqlToQuery(statement)
  built.set(statement, query)
  return query
}

/**
 * A query with a name is prepared: parsed and planned once per connection, in one round trip instead of two. What the
 * name is does not matter.
 */
const PREPARED = 'prepared'

/** Runs a statement and gives its rows, which one driver wraps in an object and the other does not. */
export async function queryRows<Row>(
  db: Queryable,
  statement: SQL,
  values: Values = {},
): Promise<readonly Row[]> {
  const query = db._.session.prepareQuery(buildQuery(statement), undefined, PREPARED, false)
  const result = (await query.execute(values)) as readonly Row[] | { readonly rows: readonly Row[] }
  return 'rows' in result ? result.rows : result
}
