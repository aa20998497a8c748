import { agentNotFound } from '../errors.ts'
import type { Agent, AgentStore } from '../ports/agent-store.ts'
import type { Tables } from './tables.ts'

const ofPerson = ({ agents }: Tables, personId: string): Agent | undefined =>
  [...agents.values()].find((agent) => agent.personId === personId)

export const createAgents = (tables: Tables): AgentStore => ({
  async findAgent(agentId) {
    return tables.agents.get(agentId) ?? null
  },

  async findAgentOfPerson(personId) {
    return ofPerson(tables, personId) ?? null
  },

  async listAgents() {
    return [...tables.agents.values()]
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
      groupIds: [tables.groups[0].id],
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
    return updated
  },

  async listGroups() {
    return tables.groups
  },
})
