import type { Actor, AgentActor, CustomerActor, Ports, RoomStatus } from '@shopbell/chat-core'
import { createMemoryPorts } from '@shopbell/chat-core/memory'
import { eq, sql } from 'drizzle-orm'
import { type Database, queryRows } from '../database.ts'
import { rooms as roomsTable } from '../schema/index.ts'
import { makeStoreHarness } from './store-harness.ts'

/** One of the two stores that are compared: rooms with a thread and no message, their customers, and the staff. */
export interface Shop {
  readonly rooms: Ports['rooms']
  readonly roomIds: readonly string[]
  readonly actors: readonly Actor[]
  setStatus(roomId: string, status: RoomStatus): Promise<void>
}

const agentActor = (id: string, groupId: string, role: AgentActor['role']): AgentActor => ({
  kind: 'agent',
  id,
  name: role,
  role,
  groupIds: [groupId],
})

interface Staff {
  readonly owner: AgentActor
  readonly all: readonly AgentActor[]
}

/** The owner of open rooms, a colleague, somebody of another group and a manager. */
function staffOf(ids: readonly string[], [own = '', other = '']: readonly string[]): Staff {
  const [ownerId = '', colleague = '', outsider = '', manager = ''] = ids
  const owner = agentActor(ownerId, own, 'agent')
  const colleagues = [agentActor(colleague, own, 'agent'), agentActor(outsider, other, 'agent')]
  return { owner, all: [owner, ...colleagues, agentActor(manager, other, 'manager')] }
}

const shopOf = (
  rooms: Ports['rooms'],
  staff: Staff,
  made: readonly [string, string][],
): Omit<Shop, 'setStatus'> => ({
  rooms,
  roomIds: made.map(([roomId]) => roomId),
  actors: [
    ...made.map(([, id]): CustomerActor => ({ kind: 'customer', id, name: 'Shopper' })),
    ...staff.all,
  ],
})

const STAFF_NAMES = ['1', '2', '3', '4']

export async function makeMemoryShop(roomCount: number): Promise<Shop> {
  const { rooms, agents, customers } = createMemoryPorts({ groupNames: ['Support', 'Returns'] })
  const ids: string[] = []
  for (const personId of STAFF_NAMES)
    ids.push(
      (await agents.createAgent({ personId, name: personId, role: 'agent', capacity: null })).id,
    )
  const groups = await agents.listGroups()
  const staff = staffOf(
    ids,
    groups.map(({ id }) => id),
  )
  const made: [string, string][] = []
  while (made.length < roomCount) {
    const customer = await customers.createCustomer({ name: 'Shopper' })
    const { id } = await rooms.getOrCreateRoom(customer.id)
    await rooms.changeRoom(id, (state) => ({
      status: 'waiting',
      assignee: null,
      groupId: state.room.group.id,
      waitingSince: state.now,
      thread: 'next',
      messages: [],
    }))
    made.push([id, customer.id])
  }
  return {
    ...shopOf(rooms, staff, made),
    async setStatus(roomId, to) {
      await rooms.changeRoom(roomId, (state) => ({
        status: to,
        assignee: to === 'open' ? staff.owner : null,
        groupId: state.room.group.id,
        waitingSince: to === 'waiting' ? state.now : null,
        thread: 'keep',
        messages: [],
      }))
    },
  }
}

/** In one statement: there are hundreds of histories to play. */
const insertRooms = (db: Database['drizzle'], roomCount: number) =>
  queryRows<{ roomId: string; customerId: string }>(
    db,
    sql`
    with made as materialized (
      select gen_random_uuid() as customer, gen_random_uuid() as room, gen_random_uuid() as thread
      from generate_series(1, ${roomCount}::int)
    ), customer as (
      insert into customers (id, name) select customer, 'Shopper' from made
    ), room as (
      insert into rooms (id, customer_id, group_id, thread_id, status, waiting_since)
      select room, customer, groups.id, thread, 'waiting', now() from made, groups where is_default
    ), thread as (
      insert into threads (id, room_id, number, status, group_id, opened_at)
      select thread, room, 1, 'pending', groups.id, now() from made, groups where is_default
    )
    select room as "roomId", customer as "customerId" from made`,
  )

/** Over a database that is emptied first: a maker of shops with the same staff. */
export async function createDatabaseShops(
  database: Database,
): Promise<(roomCount: number) => Promise<Shop>> {
  const { ports, groupIds, newAgent } = await makeStoreHarness(database)
  const agents = await Promise.all(
    STAFF_NAMES.map((name) => newAgent({ name, role: 'agent', groupIds })),
  )
  const staff = staffOf(
    agents.map(({ id }) => id),
    groupIds,
  )
  const db = database.drizzle
  return async (roomCount) => {
    const made = await insertRooms(db, roomCount)
    return {
      ...shopOf(
        ports.rooms,
        staff,
        made.map(({ roomId, customerId }) => [roomId, customerId]),
      ),
      async setStatus(roomId, to) {
        const assigneeId = to === 'open' ? staff.owner.id : null
        const waitingSince = to === 'waiting' ? sql`now()` : null
        await db
          .update(roomsTable)
          .set({ status: to, assigneeId, waitingSince })
          .where(eq(roomsTable.id, roomId))
      },
    }
  }
}
