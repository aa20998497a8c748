import { createMemoryPorts } from '../memory/memory-store.ts'
import { memberKey, rowOf } from '../memory/tables.ts'
import type { StoreHarness } from './harness.ts'

/** The memory store with two groups, `Support` and `Returns`. */
export async function makeMemoryPorts(): Promise<StoreHarness> {
  const { tables, ...ports } = createMemoryPorts({ groupNames: ['Support', 'Returns'] })
  const [first, second, ...others] = tables.groups.map(({ id }) => id)
  if (!first || !second) throw new Error('The memory store was asked for two groups.')
  return {
    ports,
    groupIds: [first, second, ...others],
    async newPerson() {
      return tables.newId()
    },
    async newAgent({ name, role, groupIds }) {
      const memberships = groupIds.map((groupId) => ({ groupId, priority: 1 }))
      const person = { personId: tables.newId(), name, role }
      return ports.agents.createAgent({ ...person, capacity: null, memberships })
    },
    async setStrategy(groupId, strategy) {
      await ports.groups.update(groupId, { strategy })
    },
    async setMemberPriority(agentId, groupId, priority) {
      tables.priorities.set(memberKey(agentId, groupId), priority)
    },
    async setPriority(roomId, priority) {
      rowOf(tables.rooms, roomId).priority = priority
    },
    async close() {},
  }
}
