import type { Sql } from 'postgres'

/** What PostgreSQL itself says that statements cost it, without the way there and back. */
export interface StatementCost {
  readonly ms: number
  /** Pages of 8 KB that were looked at, wherever they were. */
  readonly pages: number
}

/** The cost of everything that runs meanwhile in this database but on other connections, divided by `times`. */
export async function statementCost(
  sql: Sql,
  times: number,
  act: () => Promise<void>,
): Promise<StatementCost> {
  await sql`select pg_stat_statements_reset()`
  await act()
  const [cost] = await sql<StatementCost[]>`
    select coalesce(sum(total_exec_time), 0) as ms,
      coalesce(sum(shared_blks_hit + shared_blks_read), 0)::float8 as pages
    from pg_stat_statements
    where dbid = (select oid from pg_database where datname = current_database())
      and query not like '%pg_stat_statements%'`
  if (!cost) throw new Error('A sum answered no row')
  return { ms: cost.ms / times, pages: cost.pages / times }
}
