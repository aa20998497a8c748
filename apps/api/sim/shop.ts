import type { AgentActor, CustomerActor, RoutingStrategy } from '@shopbell/chat-core'
import { type Database, queryRows } from '@shopbell/db/testing'
import { sql } from 'drizzle-orm'
import type { SimOptions } from './options.ts'

export interface SimRoom {
  readonly roomId: string
  readonly customer: CustomerActor
  readonly priority: number
}

/** Whom and what a run begins with. */
export interface Shop {
  readonly rooms: readonly SimRoom[]
  readonly agents: readonly AgentActor[]
  readonly groups: ReadonlyMap<string, RoutingStrategy>
}

/** One line in seven is taken from by hand. */
const STRATEGIES = [
  ...(['round_robin', 'least_loaded', 'sticky', 'round_robin', 'least_loaded', 'sticky'] as const),
  'manual' as const,
]

async function insertGroups(database: Database, count: number): Promise<Shop['groups']> {
  const names = Array.from({ length: count }, (_, index) => `Group ${index}`)
  const groups = new Map<string, RoutingStrategy>()
  for (const [index, name] of names.entries()) {
    const strategy = STRATEGIES[index % STRATEGIES.length] ?? 'manual'
    const [row] = await queryRows<{ id: string }>(
      database.drizzle,
      sql`insert into groups (name, strategy) values (${name}, ${strategy}) returning id`,
    )
    if (row) groups.set(row.id, strategy)
  }
  return groups
}

/** Each in the group of their number and in the next but one; capacities from 1 to 4, everybody offline. */
async function insertAgents(
  { drizzle }: Database,
  count: number,
  groupIds: readonly string[],
): Promise<readonly AgentActor[]> {
  await drizzle.execute(sql`
    insert into people (id, name, email)
    select 'sim ' || n, 'Agent ' || n, 'sim' || n || '@lamps.example' from generate_series(1, ${count}::int) as n`)
  const rows = await queryRows<{ id: string; name: string }>(
    drizzle,
    sql`insert into agents (person_id, name, role, capacity)
      select id, name, 'agent', 1 + (row_number() over (order by id)) % 4 from people where id like 'sim %'
      returning id, name`,
  )
  const agents = rows.map(({ id, name }, index): AgentActor => {
    const memberOf = [index, index + 2].flatMap((at) => groupIds[at % groupIds.length] ?? [])
    return { kind: 'agent', id, name, role: 'agent', groupIds: [...new Set(memberOf)] }
  })
  for (const { id, groupIds: memberOf } of agents)
    for (const groupId of memberOf)
      await drizzle.execute(
        sql`insert into group_members (agent_id, group_id) values (${id}::uuid, ${groupId}::uuid)`,
      )
  return agents
}

/** Empty rooms, spread over the groups; one in ten goes before others in its line. */
async function insertRooms({ drizzle }: Database, count: number): Promise<readonly SimRoom[]> {
  const rows = await queryRows<{
    roomId: string
    customerId: string
    name: string
    priority: number
  }>(
    drizzle,
    sql`with line as (
        select id, row_number() over (order by name) - 1 as place from groups where not is_default
      ), made as (
        insert into customers (name) select 'Shopper ' || n from generate_series(1, ${count}::int) as n
        returning id, name
      ), numbered as (select made.*, row_number() over (order by name) as n from made)
      insert into rooms (customer_id, group_id, priority)
      select numbered.id, line.id, case when n % 10 = 0 then 1 else 0 end
      from numbered join line on place = (n * 7919) % (select count(*) from line)
      returning id as "roomId", customer_id as "customerId", priority, 'Shopper' as name`,
  )
  return rows
    .map(({ roomId, customerId, name, priority }) => ({
      roomId,
      priority,
      customer: { kind: 'customer' as const, id: customerId, name },
    }))
    .sort((a, b) => (a.roomId < b.roomId ? -1 : 1))
}

export async function createShop(database: Database, options: SimOptions): Promise<Shop> {
  const groups = await insertGroups(database, options.groups)
  const agents = await insertAgents(database, options.agents, [...groups.keys()])
  const rooms = await insertRooms(database, options.rooms)
  await database.drizzle.execute(sql`analyze`)
  return { rooms, agents, groups }
}
