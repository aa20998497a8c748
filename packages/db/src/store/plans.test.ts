import type { AgentActor, CustomerActor } from '@shopbell/chat-core'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, type Queryable, queryRows, type Values } from '../database.ts'
import { testDatabase } from '../testing/index.ts'
import { createStores, type Stores } from './create-stores.ts'

const ROOMS = 5_000
const MESSAGES_PER_ROOM = 10
/** More than a page and everything in line, and far less than there is. */
const MANY_ROWS = 1_000

interface Actors {
  readonly customer: CustomerActor
  readonly owner: AgentActor
  readonly manager: AgentActor
  readonly roomId: string
}

let database: Database
let actors: Actors

/** Every twentieth room waits, every twentieth is open and one agent's, the others are closed. */
async function fill({ drizzle }: Database): Promise<void> {
  await drizzle.execute(sql`
    insert into people (id, name, email) values ('anna', 'Anna', 'anna@lamps.example'), ('maya', 'Maya', 'maya@lamps.example')`)
  await drizzle.execute(sql`
    insert into agents (person_id, name, role) values ('anna', 'Anna', 'agent'), ('maya', 'Maya', 'manager')`)
  await drizzle.execute(
    sql`insert into group_members (agent_id, group_id) select agents.id, groups.id from agents, groups`,
  )
  await drizzle.execute(sql`
    insert into customers (name) select 'Shopper ' || n from generate_series(1, ${ROOMS}::int) as n`)
  await drizzle.execute(
    sql`insert into rooms (customer_id, group_id) select customers.id, groups.id from customers, groups`,
  )
  await drizzle.execute(sql`
    insert into threads (room_id, number, status, group_id, opened_at, closed_at)
    select id, 1, 'closed', group_id, now(), now() from rooms`)
  await drizzle.execute(sql`
    with numbered as (select threads.*, row_number() over () % 20 as slot from threads)
    update rooms set thread_id = numbered.id, last_seq = ${MESSAGES_PER_ROOM}::int,
      updated_at = now() - random() * interval '30 days',
      status = case slot when 0 then 'waiting' when 1 then 'open' else 'closed' end,
      waiting_since = case slot when 0 then now() - random() * interval '1 hour' end,
      assignee_id = case slot when 1 then (select id from agents where role = 'agent') end
    from numbered where numbered.room_id = rooms.id`)
  await drizzle.execute(sql`
    insert into messages (room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body)
    select rooms.id, n, thread_id, 'text', 'customer', customer_id, 'Shopper', n, 'Hello'
    from generate_series(1, ${MESSAGES_PER_ROOM}::int) as n, rooms`)
  await drizzle.execute(sql`analyze`)
}

async function findActors({ drizzle }: Database): Promise<Actors> {
  const { agents } = createStores(database)
  const [owner, manager] = await agents.listAgents()
  const [room] = await queryRows<{ id: string; customerId: string }>(
    drizzle,
    sql`select id, customer_id as "customerId" from rooms where status = 'open' limit 1`,
  )
  if (!owner || !manager || !room) throw new Error('The database was not filled.')
  return {
    customer: { kind: 'customer', id: room.customerId, name: 'Shopper' },
    owner: { kind: 'agent', ...owner },
    manager: { kind: 'agent', ...manager },
    roomId: room.id,
  }
}

beforeAll(async () => {
  database = await testDatabase()
  await fill(database)
  actors = await findActors(database)
})
afterAll(() => database.close())

interface Reads {
  readonly scans: number
  readonly rows: number
}

/** What this session has read of rooms and messages. */
async function countReads(db: Queryable): Promise<Reads> {
  const [counts] = await queryRows<Reads>(
    db,
    sql`select sum(seq_scan)::int as scans, sum(idx_tup_fetch)::int as rows
      from pg_stat_xact_user_tables where relname in ('rooms', 'messages')`,
  )
  if (!counts) throw new Error('sum answered no row.')
  return counts
}

/**
 * What a use of the stores reads. What is prepared gets the plan that has to suit all parameters, or the one that suits
 * the parameters at hand: Postgres may choose either.
 */
function readsOf(
  use: (stores: Stores) => Promise<unknown>,
  planMode: 'force_generic_plan' | 'force_custom_plan' = 'force_generic_plan',
): Promise<Reads> {
  return database.drizzle.transaction(async (tx) => {
    const before = await countReads(tx)
    const runPrepared = async <Row>(statement: SQL, values?: Values) => {
      await tx.execute(sql.raw(`set local plan_cache_mode = ${planMode}`))
      const rows = await queryRows<Row>(tx, statement, values)
      await tx.execute(sql`set local plan_cache_mode = auto`)
      return rows
    }
    await use(createStores({ ...database, drizzle: tx, runPrepared }))
    const after = await countReads(tx)
    return { scans: after.scans - before.scans, rows: after.rows - before.rows }
  })
}

const text = { kind: 'text', body: 'Hello' } as const
const PAGE = 20

test.each<[string, (stores: Stores) => Promise<unknown>]>([
  [
    'a text of a customer',
    ({ rooms }) =>
      rooms.appendMessage(actors.customer, { ...text, roomId: actors.roomId, clientId: 'a' }),
  ],
  [
    'a text of the owner',
    ({ rooms }) =>
      rooms.appendMessage(actors.owner, { ...text, roomId: actors.roomId, clientId: 'b' }),
  ],
  [
    'a text of a manager',
    ({ rooms }) =>
      rooms.appendMessage(actors.manager, { ...text, roomId: actors.roomId, clientId: 'c' }),
  ],
  [
    'a note',
    ({ rooms }) =>
      rooms.appendMessage(actors.owner, {
        ...text,
        kind: 'note',
        roomId: actors.roomId,
        clientId: 'd',
      }),
  ],
  [
    'a repeated send',
    ({ rooms }) =>
      rooms.appendMessage(actors.customer, { ...text, roomId: actors.roomId, clientId: '1' }),
  ],
  [
    'texts, notes and repetitions of many, in one statement',
    ({ rooms }) =>
      Promise.all(
        [actors.customer, actors.owner, actors.manager].flatMap((actor) =>
          ['e', 'f', '1'].map((key) =>
            rooms.appendMessage(actor, {
              ...text,
              kind: actor === actors.owner ? 'note' : 'text',
              roomId: actors.roomId,
              clientId: key === '1' ? key : `${key} ${actor.name}`,
            }),
          ),
        ),
      ),
  ],
  [
    'a change of a room',
    ({ rooms }) =>
      rooms.changeRoom(actors.roomId, () => null, { clientId: '1', ownerId: actors.owner.id }),
  ],
  ['a view', ({ rooms }) => rooms.readView(actors.roomId, 'customer', PAGE)],
  [
    'a page of messages',
    ({ rooms }) =>
      rooms.readMessages({ roomId: actors.roomId, audience: 'staff', beforeSeq: 8, limit: PAGE }),
  ],
  [
    'a replay',
    ({ rooms }) =>
      rooms.readMessages({ roomId: actors.roomId, audience: 'customer', afterSeq: 3, limit: PAGE }),
  ],
  [
    'the replays of many readers',
    ({ rooms }) => rooms.readLogs([{ roomId: actors.roomId, afterSeq: 3, limit: PAGE }]),
  ],
  ['many rooms', ({ rooms }) => rooms.findRooms([actors.roomId])],
  ['the position check', ({ rooms }) => rooms.lastSeqs([actors.roomId])],
  ['the read marks of many rooms', ({ rooms }) => rooms.readStates([actors.roomId])],
  [
    'a step of a reader',
    ({ rooms }) => rooms.advanceRead(actors.roomId, { kind: 'agent', id: actors.owner.id }, 5),
  ],
  ['the room of a customer', ({ rooms }) => rooms.getOrCreateRoom(actors.customer.id)],
  ['a summary', ({ rooms }) => rooms.summaries([actors.roomId])],
  [
    'the own rooms of an agent',
    ({ rooms }) => rooms.listRooms(actors.owner, { filter: 'mine', limit: PAGE }),
  ],
  [
    'the open rooms of an agent',
    ({ rooms }) => rooms.listRooms(actors.owner, { filter: 'open', limit: PAGE }),
  ],
  [
    'the closed rooms of an agent',
    ({ rooms }) => rooms.listRooms(actors.owner, { filter: 'closed', limit: PAGE }),
  ],
  [
    'the closed rooms of a manager',
    ({ rooms }) => rooms.listRooms(actors.manager, { filter: 'closed', limit: PAGE }),
  ],
  [
    'the waiting rooms of a manager',
    ({ rooms }) => rooms.listRooms(actors.manager, { filter: 'waiting', limit: PAGE }),
  ],
  ['the counts of an agent', ({ rooms }) => rooms.countRooms(actors.owner)],
  ['the queue of an agent', ({ rooms }) => rooms.listQueue(actors.owner, PAGE)],
  ['a place in line', ({ rooms }) => rooms.queuePlaces([actors.roomId])],
])('%s goes by an index, however many rooms there are', async (_, use) => {
  const { scans, rows } = await readsOf(use)
  expect(scans).toBe(0)
  expect(rows).toBeLessThan(MANY_ROWS)
})

const FULL_BATCH = 128

test.each(['force_generic_plan', 'force_custom_plan'] as const)(
  'a full batch of sends goes by indexes, in a plan of any kind (%s)',
  async (planMode) => {
    const waiting = await queryRows<{ id: string; customerId: string }>(
      database.drizzle,
      sql`select id, customer_id as "customerId" from rooms where status = 'waiting' limit ${FULL_BATCH}`,
    )
    expect(waiting).toHaveLength(FULL_BATCH)
    const sendAll = ({ rooms }: Stores) =>
      Promise.all(
        waiting.map(({ id, customerId }) => {
          const actor = { kind: 'customer', id: customerId, name: 'Shopper' } as const
          return rooms.appendMessage(actor, { ...text, roomId: id, clientId: planMode })
        }),
      )
    const { scans, rows } = await readsOf(sendAll, planMode)
    expect(scans).toBe(0)
    expect(rows).toBeLessThan(MANY_ROWS)
  },
)
