import { eq, type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, queryRows } from './database.ts'
import { rooms } from './schema/index.ts'
import { emptyDatabase, testDatabase } from './testing/index.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

interface Ids {
  readonly room: string
  readonly thread: string
  readonly agent: string
}
let ids: Ids

/** A waiting room with one pending thread and one text, and an agent. */
beforeEach(async () => {
  await emptyDatabase(database)
  const [row] = await queryRows<Ids>(
    database.drizzle,
    sql`
    with person as (
      insert into people (id, name, email) values ('anna', 'Anna', 'anna@lamps.example') returning id
    ), agent as (
      insert into agents (person_id, name, role) select id, 'Anna', 'agent' from person returning id
    ), customer as (
      insert into customers (name) values ('Shopper') returning id
    ), room as (
      insert into rooms (customer_id, group_id) select customer.id, groups.id from customer, groups
      returning id, group_id
    ), thread as (
      insert into threads (room_id, number, status, group_id, opened_at)
      select id, 1, 'pending', group_id, now() from room returning id, room_id
    ), message as (
      insert into messages (room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body)
      select room_id, 1, thread.id, 'text', 'customer', customer.id, 'Shopper', 'k1', 'Hello' from thread, customer
    )
    select room.id as room, thread.id as thread, agent.id as agent from room, thread, agent`,
  )
  if (!row) throw new Error('Nothing was inserted.')
  ids = row
  await run(
    sql`update rooms set status = 'waiting', waiting_since = now(), last_seq = 1, thread_id = ${row.thread}`,
  )
})

const run = (statement: SQL) => database.drizzle.execute(statement)

/** What the database answers to a statement: the name of the constraint it broke, or the trigger's message. */
async function refusalOf(statement: SQL): Promise<string> {
  try {
    await run(statement)
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null
    return cause instanceof Error ? cause.message : String(cause)
  }
  return 'accepted'
}

const insertMessage = (columns: Partial<Record<string, SQL>>) => {
  const row: Record<string, SQL> = {
    room_id: sql`${ids.room}`,
    seq: sql`2`,
    thread_id: sql`${ids.thread}`,
    kind: sql`'text'`,
    author_kind: sql`'agent'`,
    author_id: sql`${ids.agent}`,
    author_name: sql`'Anna'`,
    client_id: sql`'k2'`,
    body: sql`'Hi'`,
    ...columns,
  }
  const names = sql.join(
    Object.keys(row).map((name) => sql.identifier(name)),
    sql`, `,
  )
  return sql`insert into messages (${names}) values (${sql.join(Object.values(row), sql`, `)})`
}

describe('the database refuses', () => {
  test.each([
    [
      'RM-2: an open room that nobody owns',
      () => sql`update rooms set status = 'open', waiting_since = null`,
      'rooms_open_has_assignee',
    ],
    [
      'RM-2: a waiting room with an owner',
      () => sql`update rooms set assignee_id = ${ids.agent}`,
      'rooms_open_has_assignee',
    ],
    [
      'RM-2: a waiting room that waits since never',
      () => sql`update rooms set waiting_since = null`,
      'rooms_waiting_has_since',
    ],
    [
      'RM-2: a closed room that still waits',
      () => sql`update rooms set status = 'closed'`,
      'rooms_waiting_has_since',
    ],
    [
      'a status nobody knows',
      () => sql`update rooms set status = 'snoozed', waiting_since = null`,
      'rooms_status',
    ],
    [
      'CU-3: a joined room that is not closed',
      () => sql`update rooms set joined_into = ${ids.room}`,
      'rooms_joined_is_closed',
    ],
    [
      'a log that belongs to no thread',
      () => sql`update rooms set thread_id = null`,
      'rooms_log_has_thread',
    ],
    [
      'RM-1: a second room of a customer',
      () => sql`insert into rooms (customer_id, group_id) select customer_id, group_id from rooms`,
      'rooms_customer_id_unique',
    ],
    [
      'TH-1: a second live thread',
      () =>
        sql`insert into threads (room_id, number, status, group_id, opened_at) select room_id, 2, 'pending', group_id, now() from threads`,
      'threads_one_live',
    ],
    [
      'TH-2: an active thread that nobody has',
      () => sql`update threads set status = 'active'`,
      'threads_active_has_agent',
    ],
    [
      'TH-2: a pending thread that somebody has',
      () => sql`update threads set agent_id = ${ids.agent}`,
      'threads_pending_has_no_agent',
    ],
    [
      'a closed thread without an end',
      () => sql`update threads set status = 'closed'`,
      'threads_closed_has_end',
    ],
    [
      'DL-1: a second message with the same seq',
      () => insertMessage({ seq: sql`1` }),
      'messages_room_id_seq_pk',
    ],
    [
      'DL-2: a second message with the same key',
      () => insertMessage({ client_id: sql`'k1'` }),
      'messages_client_id',
    ],
    ['a message without a key', () => insertMessage({ client_id: sql`null` }), 'messages_content'],
    ['a message without a body', () => insertMessage({ body: sql`null` }), 'messages_content'],
    ['an empty message', () => insertMessage({ body: sql`''` }), 'messages_content'],
    [
      'a system message without a fact',
      () => insertMessage({ kind: sql`'system'`, body: sql`null`, client_id: sql`null` }),
      'messages_content',
    ],
    ['an author without an id', () => insertMessage({ author_id: sql`null` }), 'messages_author'],
    [
      'a message in a thread of no room',
      () => insertMessage({ thread_id: sql`gen_random_uuid()` }),
      'messages_thread_of_room',
    ],
    [
      'TH-4: a score of six',
      () => sql`insert into ratings (thread_id, score) select id, 6 from threads`,
      'ratings_score',
    ],
    ['a role nobody knows', () => sql`update agents set role = 'root'`, 'agents_role'],
    [
      'an availability nobody knows',
      () => sql`update agents set availability = 'busy'`,
      'agents_availability',
    ],
    ['RM-11: a capacity of nothing', () => sql`update agents set capacity = 0`, 'agents_capacity'],
    [
      'a second default group',
      () => sql`insert into groups (name, is_default) values ('Orders', true)`,
      'groups_default',
    ],
    [
      'LB-1: a second tag in use of the same name',
      () => sql`insert into tags (name) values ('brass'), ('Brass')`,
      'tags_name',
    ],
    [
      'LB-1: a second canned response in use with the same shortcut',
      () =>
        sql`insert into canned_responses (shortcut, body) values ('hi', 'Hi!'), ('HI', 'Hello!')`,
      'canned_responses_shortcut',
    ],
    [
      'GR-1: a second group in use of the same name',
      () => sql`insert into groups (name) values ('Orders'), ('orders')`,
      'groups_name',
    ],
    [
      'a second row about itself',
      () => sql`insert into meta (only_row) values (false)`,
      'meta_only_row',
    ],
  ])('%s', async (_, statement, constraint) => {
    expect(await refusalOf(statement())).toContain(`"${constraint}"`)
  })

  test('MS-6: a change of a message', async () => {
    expect(await refusalOf(sql`update messages set body = 'Something else'`)).toBe(
      'all rows of "messages" are immutable',
    )
  })

  test('TH-3: a change of a closed thread, even back to open', async () => {
    await run(sql`update threads set status = 'closed', closed_at = now()`)
    const refusal = 'closed rows of "threads" are immutable'
    expect(await refusalOf(sql`update threads set status = 'pending', closed_at = null`)).toBe(
      refusal,
    )
    expect(await refusalOf(sql`update threads set agent_id = ${ids.agent}`)).toBe(refusal)
  })
})

test('an id that is no UUID finds nothing and breaks nothing', async () => {
  expect(await database.drizzle.select().from(rooms).where(eq(rooms.id, "x'; --"))).toEqual([])
})

test('R-13: every id that a client learns is a random one', () => {
  const randomUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  for (const id of Object.values(ids)) expect(id).toMatch(randomUuid)
})
