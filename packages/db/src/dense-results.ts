import type { Sql, TransactionSql } from 'postgres'

type Work = (transaction: TransactionSql) => unknown

/**
 * postgres.js 3.4.9 counts the rows of a result per connection and forgets to start again at 0 when a query fails
 * between its rows. The next result on that connection, which is healthy, then has as many holes in front of its rows,
 * and `const [row] = …` finds nothing (github.com/porsager/postgres/issues/1119). This closes the holes of whatever is
 * asked through `unsafe`, which is all that Drizzle uses, and of the transactions the client begins.
 */
export function withDenseResults<Client extends Sql | TransactionSql>(client: Client): Client {
  const { unsafe } = client
  client.unsafe = ((...args: Parameters<typeof unsafe>) => {
    const query = unsafe(...args)
    const settle = query.then.bind(query)
    // Whoever awaits goes through `then`, also after `.values()`.
    const then: typeof settle = (onRows, onError) =>
      settle(onRows && ((rows) => onRows(closeHoles(rows))), onError)
    return Object.assign(query, { then })
  }) as typeof unsafe
  if ('begin' in client) {
    const { begin } = client
    client.begin = ((work: Work) =>
      begin((transaction) => work(withDenseResults(transaction)))) as typeof begin
  }
  return client
}

function closeHoles<Rows extends unknown[]>(rows: Rows): Rows {
  if (rows.length === 0 || 0 in rows) return rows
  let length = 0
  rows.forEach((row) => {
    rows[length++] = row
  })
  rows.length = length
  return rows
}
