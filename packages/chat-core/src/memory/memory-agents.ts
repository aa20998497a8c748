import { partyOf } from '../actor.ts'
import { agentNotFound } from '../errors.ts'
import type { Agent, AgentStore } from '../ports/agent-store.ts'
import { createGroups } from './memory-groups.ts'
import { defaultGroup, type Tables } from './tables.ts'

const ofPerson = ({ agents }: Tables, personId: string): Agent | undefined =>
  [...agents.values()].find((agent) => agent.personId === personId)

/** In the groups that are in use. */
const shown = ({ groups }: Tables, agent: Agent): Agent => {
  const inUse = new Set(groups.flatMap(({ id, deletedAt }) => (deletedAt === null ? id : [])))
  return { ...agent, groupIds: agent.groupIds.filter((id) => inUse.has(id)) }
}

export const createAgents = (tables: Tables): AgentStore => ({
  async findAgent(agentId) {
    const agent = tables.agents.get(agentId)
    return agent ? shown(tables, agent) : null
  },

  async findAgentOfPerson(personId) {
    const agent = ofPerson(tables, personId)
    return agent ? shown(tables, agent) : null
  },

  async listAgents() {
    return [...tables.agents.values()].map((agent) => shown(tables, agent))
  },

  async createAgent({ personId, name, role }) {
    if (ofPerson(tables, personId)) throw new Error('This person is an agent already.')
    const agent: Agent = {
      id: tables.newId(),
      personId,
      name,
      role,
      availability: 'offline',
      previewFirst: false,
      capacity: null,
      groupIds: [defaultGroup(tables).id],
    }
    tables.agents.set(agent.id, agent)
    return agent
  },

  async updateAgent(agentId, patch) {
    const agent = tables.agents.get(agentId)
    if (!agent) throw agentNotFound()
    const updated: Agent = {
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
