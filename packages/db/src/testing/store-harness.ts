import { randomUUID } from 'node:crypto'
import type { Ports } from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import type { StoreHarness } from '@shopbell/chat-core/testing'
import { and, eq } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { groupMembers, groups, people, rooms } from '../schema/index.ts'
import { createStores } from '../store/create-stores.ts'
import { emptyDatabase } from './empty-database.ts'

/** The stores over a database that is emptied first, with a second group beside the default one. */
export async function makeStoreHarness(database: Database): Promise<StoreHarness> {
  const db = database.drizzle
  await emptyDatabase(database)
  await db.insert(groups).values({ name: 'Returns' })
  const ports: Ports = { ...createStores(database), bus: createMemoryBus() }
  const [first, second, ...others] = (await ports.agents.listGroups()).map(({ id }) => id)
  if (!first || !second) throw new Error('There are two groups now.')

  const newPerson = async () => {
    const id = randomUUID()
    await db.insert(people).values({ id, name: 'Somebody', email: `${id}@lamps.example` })
    return id
  }
  return {
    ports,
    groupIds: [first, second, ...others],
    newPerson,
    async newAgent({ name, role, groupIds }) {
      const memberships = groupIds.map((groupId) => ({ groupId, priority: 1 }))
      const person = { personId: await newPerson(), name, role }
      return ports.agents.createAgent({ ...person, capacity: null, memberships })
    },
    async setStrategy(groupId, strategy) {
      await db.update(groups).set({ strategy }).where(eq(groups.id, groupId))
    },
    async setMemberPriority(agentId, groupId, priority) {
      const isMember = and(eq(groupMembers.agentId, agentId), eq(groupMembers.groupId, groupId))
      await db.update(groupMembers).set({ priority }).where(isMember)
    },
    async setPriority(roomId, priority) {
      await db.update(rooms).set({ priority }).where(eq(rooms.id, roomId))
    },
    async close() {},
  }
}
