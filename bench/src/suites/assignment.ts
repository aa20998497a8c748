import { createStores, openDatabase } from '@shopbell/db'
import postgres, { type Sql } from 'postgres'
import { statementCost } from '../growth/statement-cost.ts'
import type { Suite } from './suite.ts'

const AGENTS = 20
const WARM_UP_BATCHES = 3
const BATCHES = 20
/** Of a line of a hundred, a fifth: then they stand in line again. */
const PER_BATCH = 20
const NODE_ID = 'b0000000-0000-4000-8000-000000000000'
const LINK_MS = 24 * 60 * 60 * 1_000

/** Everybody who is with an agent waits, from now on. */
async function putInLine(sql: Sql): Promise<void> {
  await sql`update threads set status = 'pending', agent_id = null where status = 'active'`
  await sql`update rooms set status = 'waiting', assignee_id = null, waiting_since = clock_timestamp()
    where status = 'open'`
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/**
 * The next of a line gets an owner, with so many rooms waiting in it.
 * @param sizes lengths of the line; the first is the one to compare with
 */
export function assignment(sizes: readonly number[], repeats: number): Suite {
  return {
    title: 'A line that grows',
    about: `One room at a time out of a line with ${AGENTS} agents: until the transaction is committed, as the node sees it; pages as PostgreSQL counts them.`,
    subjects: Object.fromEntries(
      sizes.map((size) => [String(size), `${size.toLocaleString('en')} waiting`]),
    ),
    base: String(sizes[0] ?? 0),
    repeats,
    columns: [
      { figure: 'p50Ms', title: 'p50 ms', digits: 2, shows: 'spread' },
      { figure: 'p50Ms', title: '×', digits: 2, shows: 'ratio' },
      { figure: 'pages', title: 'pages', digits: 0 },
    ],
    async run({ databases }, subject) {
      const seed = { rooms: Number(subject), agents: AGENTS, messagesPerRoom: 1, leanCopy: false }
      const { url, drop } = await databases.copy(seed)
      const sql = postgres(url, { max: 1, onnotice: () => undefined })
      await sql.unsafe(`create extension if not exists pg_stat_statements;
        alter database ${new URL(url).pathname.slice(1)} set pg_stat_statements.track = 'top'`)
      await putInLine(sql)
      await sql.unsafe('vacuum analyze')
      const [group] = await sql<{ id: string }[]>`
        update groups set strategy = 'least_loaded' where is_default returning id`
      const database = await openDatabase({ url })
      const { routing, agents } = createStores(database)
      const ids = (await agents.listAgents()).map(({ id }) => id)
      await routing.link(NODE_ID, ids, LINK_MS)

      const times: number[] = []
      const assignBatch = async () => {
        for (let count = 0; count < PER_BATCH; count += 1) {
          const startedMs = performance.now()
          const assigned = await routing.assignNext(group?.id ?? '')
          times.push(performance.now() - startedMs)
          if (!assigned) throw new Error('A line with somebody in it did not move')
        }
      }
      const pages: number[] = []
      for (let batch = -WARM_UP_BATCHES; batch < BATCHES; batch += 1) {
        if (batch === 0) {
          times.length = 0
          pages.length = 0
        }
        pages.push((await statementCost(sql, PER_BATCH, assignBatch)).pages)
        await putInLine(sql)
      }
      await database.close()
      await sql.end()
      await drop()
      return { p50Ms: median(times), pages: median(pages) }
    },
  }
}
