import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, type Queryable, queryRows } from '../database.ts'
import { makeStoreHarness, testDatabase } from '../testing/index.ts'
import { createStores, type Stores } from './create-stores.ts'

const WAITING = 3_000
const NODE_ID = 'e0000000-0000-4000-8000-000000000000'
const LINK_MS = 3_600_000
/** One line's head, the agents' own rooms, and the room that moves; far less than wait. */
const FEW_ROWS = 100

let database: Database
let groupId: string

async function fill({ drizzle }: Database): Promise<void> {
  await drizzle.execute(sql`
    insert into customers (name) select 'Shopper ' || n from generate_series(1, ${WAITING}::int) as n`)
  await drizzle.execute(sql`
    insert into rooms (customer_id, group_id) select customers.id, ${groupId}::uuid from customers`)
  await drizzle.execute(sql`
    insert into threads (room_id, number, status, group_id, opened_at)
    select id, 1, 'pending', group_id, now() from rooms`)
  await drizzle.execute(sql`
    update rooms set status = 'waiting', waiting_since = now() - random() * interval '1 hour',
      thread_id = threads.id, last_seq = 1
    from threads where threads.room_id = rooms.id`)
  await drizzle.execute(sql`analyze`)
}

beforeAll(async () => {
  database = await testDatabase()
  const { ports, groupIds, newAgent, setStrategy } = await makeStoreHarness(database)
  groupId = groupIds[0]
  for (const name of ['Anna', 'Bo', 'Cleo']) {
    const { id } = await newAgent({ name, role: 'agent', groupIds })
    await ports.agents.updateAgent(id, { availability: 'online', capacity: 50 })
    await ports.routing.link(NODE_ID, [id], LINK_MS)
  }
  await setStrategy(groupId, 'sticky')
  await fill(database)
})
afterAll(() => database.close())

async function countReads(db: Queryable) {
  const [counts] = await queryRows<{ scans: number; rows: number }>(
    db,
    sql`select sum(seq_scan)::int as scans, sum(idx_tup_fetch)::int as rows
      from pg_stat_xact_user_tables where relname in ('rooms', 'threads', 'messages')`,
  )
  if (!counts) throw new Error('sum answered no row.')
  return counts
}

/** In a plan that has to suit all parameters, and in one for those at hand: Postgres may choose either. */
const PLAN_MODES = ['force_generic_plan', 'force_custom_plan'] as const

const USES: [string, (stores: Stores) => Promise<unknown>][] = [
  ['an assignment', ({ routing }) => routing.assignNext(groupId)],
  ['a look at which lines can move', ({ routing }) => routing.movableLines()],
]

test.each(USES.flatMap(([name, use]) => PLAN_MODES.map((mode) => [name, mode, use] as const)))(
  'RT-3: %s reads a few rows, however many wait (%s)',
  async (_, planMode, use) => {
    const { scans, rows } = await database.drizzle.transaction(async (tx) => {
      await tx.execute(sql.raw(`set local plan_cache_mode = ${planMode}`))
      const before = await countReads(tx)
      const outcome = await use(createStores({ ...database, drizzle: tx }))
      expect(outcome).toBeTruthy()
      const after = await countReads(tx)
      return { scans: after.scans - before.scans, rows: after.rows - before.rows }
    })
    expect(scans).toBe(0)
    expect(rows).toBeLessThan(FEW_ROWS)
  },
)
