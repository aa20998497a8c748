import { partyOf } from '../actor.ts'
import { agentNotFound } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Agent, AgentStore } from '../ports/agent-store.ts'
import { createGroups } from './memory-groups.ts'
import { type AgentRow, defaultGroup, memberKey, type Tables } from './tables.ts'

const ofPerson = ({ agents }: Tables, personId: string): AgentRow | undefined =>
  [...agents.values()].find((agent) => agent.personId === personId)

/** In the groups that are in use. */
export function shown({ groups }: Tables, { deletedAt: _, ...agent }: AgentRow): Agent {
  const inUse = new Set(groups.flatMap(({ id, deletedAt }) => (deletedAt === null ? id : [])))
  return { ...agent, groupIds: agent.groupIds.filter((id) => inUse.has(id)) }
}

export const createAgents = (tables: Tables): AgentStore => ({
  async findAgent(agentId) {
    const agent = tables.agents.get(agentId)
    return agent?.deletedAt === null ? shown(tables, agent) : null
  },

  async findAgentOfPerson(personId) {
    const agent = ofPerson(tables, personId)
    return agent?.deletedAt === null ? shown(tables, agent) : null
  },

  async listAgents() {
    const present = [...tables.agents.values()].filter(({ deletedAt }) => deletedAt === null)
    return present.map((agent) => shown(tables, agent))
  },

  async createAgent({ personId, name, role, capacity = limits.agentCapacityDefault, memberships }) {
    if (ofPerson(tables, personId)) throw new Error('This person is an agent already.')
    const placed = memberships ?? [{ groupId: defaultGroup(tables).id, priority: 1 }]
    const agent: AgentRow = {
      id: tables.newId(),
      personId,
      name,
      role,
      availability: 'offline',
      previewFirst: false,
      capacity,
      avatarUrl: null,
      groupIds: placed.map(({ groupId }) => groupId).sort(),
      deletedAt: null,
    }
    tables.agents.set(agent.id, agent)
    for (const { groupId, priority } of placed)
      tables.priorities.set(memberKey(agent.id, groupId), priority)
    return shown(tables, agent)
  },

  async updateAgent(agentId, patch) {
    const agent = tables.agents.get(agentId)
    if (!agent || agent.deletedAt !== null) throw agentNotFound()
    const updated: AgentRow = {
      ...agent,
      availability: patch.availability ?? agent.availability,
      previewFirst: patch.previewFirst ?? agent.previewFirst,
      capacity: patch.capacity === undefined ? agent.capacity : patch.capacity,
    }
    tables.agents.set(agentId, updated)
    return shown(tables, updated)
  },

  async listGroups() {
    return (await createGroups(tables).list()).map(partyOf)
  },
})
