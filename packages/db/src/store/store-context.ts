import type { SQL } from 'drizzle-orm'
import type { Queryable } from '../database.ts'

/** What every store function works with. */
export interface StoreContext {
  readonly db: Queryable
  /** The store's clock, as an expression: the only one there is. */
  readonly now: SQL
}
