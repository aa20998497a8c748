import { createHmac } from 'node:crypto'
import { openDatabase } from '@shopbell/db'
import postgres, { type Sql } from 'postgres'
import type { Room } from '../people.ts'
import { SHOP_TABLES } from '../servers/logs/shop-tables.ts'

/** How many of what a database begins with. */
export interface Seed {
  readonly rooms: number
  readonly agents: number
  /** By every room's customer. */
  readonly messagesPerRoom: number
  /** Whether the shop's own tables are there too, for those comparators that write them. */
  readonly leanCopy: boolean
}

/** Signs the agents' cookies. */
export const AUTH_SECRET = 'a-secret-for-benches-0123456789-abcdef'
const TOKEN_CHARS = 43
/** What the agent of a room has not seen yet. */
const UNREAD_PER_ROOM = 3

/** The text of the token of the n-th customer, as SQL and as TypeScript. */
const tokenText = `rpad('customer-' || n || '-', ${TOKEN_CHARS}, 'x')`
const tokenOf = (n: number) => `customer-${n}-`.padEnd(TOKEN_CHARS, 'x')

/** A session cookie as better-auth signs it. */
function cookieOf(sessionToken: string): string {
  const signature = createHmac('sha256', AUTH_SECRET).update(sessionToken).digest('base64')
  return `shopbell.session_token=${encodeURIComponent(`${sessionToken}.${signature}`)}`
}

/** Creates the product's tables, and the shop's if they are wanted, and fills them with the same open rooms. */
export async function seed(url: string, wanted: Seed): Promise<void> {
  await (await openDatabase({ url })).close()
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  for (const statements of [people(wanted), rooms(wanted), messages(wanted)]) {
    await sql.unsafe(statements)
  }
  if (wanted.leanCopy) await sql.unsafe(LEAN_COPY)
  await sql.unsafe('vacuum analyze')
  await sql.end()
}

const people = ({ rooms, agents }: Seed) => `
  insert into people (id, name, email)
    select 'agent-' || n, 'Agent ' || n, 'agent-' || n || '@bench.example' from generate_series(1, ${agents}) as n;
  insert into sessions (id, person_id, token, expires_at)
    select 'session-' || n, 'agent-' || n, 'token-of-agent-' || n, now() + interval '12 hours'
    from generate_series(1, ${agents}) as n;
  insert into agents (person_id, name, role, availability) select id, name, 'agent', 'online' from people;
  insert into group_members (agent_id, group_id) select agents.id, groups.id from agents, groups;
  insert into customers (name) select 'Shopper ' || n from generate_series(1, ${rooms}) as n;
  insert into customer_tokens (customer_id, token_hash, expires_at)
    select customers.id, encode(sha256(convert_to(${tokenText}, 'UTF8')), 'hex'), now() + interval '30 days'
    from generate_series(1, ${rooms}) as n join customers on customers.name = 'Shopper ' || n;`

const rooms = ({ agents, messagesPerRoom }: Seed) => `
  insert into rooms (customer_id, group_id) select customers.id, groups.id from customers, groups;
  insert into threads (room_id, number, status, agent_id, group_id, opened_at)
    select rooms.id, 1, 'active', agents.id, group_id, now()
    from rooms
    join customers on customers.id = customer_id
    join agents on agents.person_id = 'agent-' || (split_part(customers.name, ' ', 2)::int - 1) % ${agents} + 1;
  update rooms set status = 'open', assignee_id = threads.agent_id, thread_id = threads.id,
    last_seq = ${messagesPerRoom}, version = ${messagesPerRoom}, updated_at = now() - random() * interval '1 day'
    from threads where threads.room_id = rooms.id;`

/** In rounds over all rooms, as if they had been busy at the same time: a room's rows lie scattered. */
const messages = ({ messagesPerRoom }: Seed) => `
  alter table messages disable trigger all;
  do $$ begin
    for n in 1..${messagesPerRoom} loop
      insert into messages (room_id, seq, thread_id, kind, author_kind, author_id, author_name, client_id, body, created_at)
        select id, n, thread_id, 'text', 'customer', customer_id, 'Shopper', gen_random_uuid(),
          'Is the brass lamp in the window still to be had in January?!', now() - interval '1 hour' + n * interval '1 second'
        from rooms;
    end loop;
  end $$;
  alter table messages enable trigger all;
  insert into read_cursors (room_id, reader_kind, reader_id, seq)
    select id, 'agent', assignee_id, greatest(last_seq - ${UNREAD_PER_ROOM}, 0) from rooms;`

const LEAN_COPY = `
  ${SHOP_TABLES}
  insert into shop.rooms (id, status, last_seq, updated_at) select id, status, last_seq, updated_at from rooms;
  insert into shop.messages (room_id, seq, author_id, client_id, body, created_at)
    select room_id, seq, author_id, client_id, body, created_at from messages;`

/** The rooms of a seeded database with the credentials of those in them, and the name of its history. */
export async function readRooms(sql: Sql): Promise<{ rooms: readonly Room[]; epoch: string }> {
  const rows = await sql<
    { roomId: string; customerId: string; agentId: string; n: number; agent: string }[]
  >`
    select rooms.id as "roomId", customers.id as "customerId", agents.id as "agentId",
      split_part(customers.name, ' ', 2)::int as n, split_part(agents.person_id, '-', 2) as agent
    from rooms
    join customers on customers.id = rooms.customer_id
    join agents on agents.id = rooms.assignee_id
    order by n`
  // As the product's store names a history: the timeline of the database belongs to it.
  const [meta] = await sql<{ epoch: string }[]>`
    select epoch || '.' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8) as epoch from meta`
  return {
    epoch: meta?.epoch ?? '',
    rooms: rows.map(({ roomId, customerId, agentId, n, agent }) => ({
      roomId,
      customer: { kind: 'customer', id: customerId, roomId, token: tokenOf(n) },
      agent: { kind: 'agent', id: agentId, roomId, cookie: cookieOf(`token-of-agent-${agent}`) },
    })),
  }
}
