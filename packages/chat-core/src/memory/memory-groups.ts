import { agentNotFound, defaultGroupStays, nameTaken } from '../errors.ts'
import type { Group, GroupDetails, GroupMember, GroupStore } from '../ports/group-store.ts'
import { toIso } from './iso-time.ts'
import { memberKey, type Tables } from './tables.ts'

const byName = (a: Group, b: Group): number =>
  Number(b.isDefault) - Number(a.isDefault) || (a.name < b.name ? -1 : 1)

function membersOf(tables: Tables, groupId: string): readonly GroupMember[] {
  return [...tables.agents.values()]
    .filter(({ groupIds, deletedAt }) => deletedAt === null && groupIds.includes(groupId))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ id }) => ({
      agentId: id,
      priority: tables.priorities.get(memberKey(id, groupId)) ?? 1,
    }))
}

function findDetails(tables: Tables, groupId: string): GroupDetails | null {
  const group = tables.groups.find(({ id }) => id === groupId)
  return group ? { ...group, members: membersOf(tables, groupId) } : null
}

function requireAgents({ agents }: Tables, members: readonly GroupMember[]): void {
  const isHere = (agentId: string) => agents.get(agentId)?.deletedAt === null
  if (!members.every(({ agentId }) => isHere(agentId))) throw agentNotFound()
}

function setMembers(tables: Tables, groupId: string, members: readonly GroupMember[]): void {
  const priorities = new Map(members.map(({ agentId, priority }) => [agentId, priority]))
  for (const agent of tables.agents.values()) {
    // Those who have left stay, for they may come back.
    if (agent.deletedAt !== null) continue
    const priority = priorities.get(agent.id)
    const others = agent.groupIds.filter((id) => id !== groupId)
    const groupIds = priority === undefined ? others : [...others, groupId].sort()
    tables.agents.set(agent.id, { ...agent, groupIds })
    if (priority !== undefined) tables.priorities.set(memberKey(agent.id, groupId), priority)
  }
}

/** Replaces the group of the same id, or adds it; refuses what the indexes of a database would. */
function put({ groups }: Tables, group: Group): void {
  const isTaken = groups.some(
    ({ id, name, deletedAt }) =>
      id !== group.id && deletedAt === null && name.toLowerCase() === group.name.toLowerCase(),
  )
  if (isTaken && group.deletedAt === null) throw nameTaken('name')
  const index = groups.findIndex(({ id }) => id === group.id)
  groups.splice(index < 0 ? groups.length : index, 1, group)
}

export const createGroups = (tables: Tables): GroupStore => ({
  async list({ withDeleted = false } = {}) {
    return tables.groups.filter(({ deletedAt }) => withDeleted || deletedAt === null).sort(byName)
  },

  async find(groupId) {
    return findDetails(tables, groupId)
  },

  async create({ name, strategy, members = [] }) {
    const group: Group = { id: tables.newId(), name, strategy, isDefault: false, deletedAt: null }
    requireAgents(tables, members)
    put(tables, group)
    setMembers(tables, group.id, members)
    return { ...group, members: membersOf(tables, group.id) }
  },

  async update(groupId, { name, strategy, members, isDefault }) {
    const group = tables.groups.find(({ id }) => id === groupId)
    if (!group || group.deletedAt !== null) return null
    requireAgents(tables, members ?? [])
    put(tables, {
      ...group,
      name: name ?? group.name,
      strategy: strategy ?? group.strategy,
      isDefault: isDefault ?? group.isDefault,
    })
    if (name !== undefined)
      for (const row of tables.rooms.values())
        if (row.groupId === groupId && row.status !== 'closed') row.version += 1
    if (members) setMembers(tables, groupId, members)
    for (const other of isDefault ? [...tables.groups] : [])
      if (other.id !== groupId) put(tables, { ...other, isDefault: false })
    return findDetails(tables, groupId)
  },

  async setDeleted(groupId, isDeleted) {
    const group = tables.groups.find(({ id }) => id === groupId)
    if (!group) return null
    if (isDeleted && group.isDefault) throw defaultGroupStays()
    const deletedAt = group.deletedAt ?? toIso(tables.clock.nowMs())
    put(tables, { ...group, deletedAt: isDeleted ? deletedAt : null })
    return findDetails(tables, groupId)
  },

  async roomsIn(groupId, limit) {
    const rows = [...tables.rooms.values()].filter((row) => row.groupId === groupId)
    return rows.slice(0, limit).map(({ id }) => id)
  },

  async moveClosedRooms(groupId, intoId) {
    for (const row of tables.rooms.values()) {
      if (row.groupId !== groupId || row.status !== 'closed') continue
      row.groupId = intoId
      row.version += 1
    }
  },
})
