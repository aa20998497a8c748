import type { Queryable } from '../database.ts'

/**
 * A query that is built once per handle of the database, and prepared: for what is asked so often that building it
 * would cost more than answering it. A transaction is a handle of its own, and builds it for itself.
 */
export function preparedOn<Query>(build: (db: Queryable) => Query): (db: Queryable) => Query {
  const built = new WeakMap<Queryable, Query>()
  return (db) => {
    const known = built.get(db)
    if (known) return known
    const query = build(db)
    built.set(db, query)
    return query
  }
}
