import { groupNotFound, lastAdmin } from '../errors.ts'
import type { StaffMember, StaffStore } from '../ports/staff-store.ts'
import { toIso } from './iso-time.ts'
import { shown } from './memory-agents.ts'
import { type AgentRow, memberKey, type Tables } from './tables.ts'

function toMember(tables: Tables, row: AgentRow): StaffMember {
  const agent = shown(tables, row)
  const memberships = agent.groupIds.map((groupId) => ({
    groupId,
    priority: tables.priorities.get(memberKey(row.id, groupId)) ?? 1,
  }))
  return { ...agent, memberships, deletedAt: row.deletedAt }
}

/** Puts a row in the place of another one, unless the last admin were gone with it. */
function put(tables: Tables, row: AgentRow): StaffMember {
  const isAdmin = ({ role, deletedAt }: AgentRow) => role === 'admin' && deletedAt === null
  const before = tables.agents.get(row.id)
  const others = [...tables.agents.values()].filter(({ id }) => id !== row.id)
  if (before && isAdmin(before) && !isAdmin(row) && !others.some(isAdmin)) throw lastAdmin()
  tables.agents.set(row.id, row)
  return toMember(tables, row)
}

function place(tables: Tables, row: AgentRow, memberships: StaffMember['memberships']): AgentRow {
  const inUse = new Set(tables.groups.flatMap(({ id, deletedAt }) => (deletedAt ? [] : id)))
  const groupIds = memberships.map(({ groupId }) => groupId)
  if (!groupIds.every((id) => inUse.has(id))) throw groupNotFound()
  for (const { groupId, priority } of memberships)
    tables.priorities.set(memberKey(row.id, groupId), priority)
  const elsewhere = row.groupIds.filter((id) => !inUse.has(id))
  return { ...row, groupIds: [...groupIds, ...elsewhere].sort() }
}

export const createStaff = (tables: Tables): StaffStore => ({
  async list({ withDeleted = false } = {}) {
    return [...tables.agents.values()]
      .filter(({ deletedAt }) => withDeleted || deletedAt === null)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((row) => toMember(tables, row))
  },

  async find(agentId) {
    const row = tables.agents.get(agentId)
    return row ? toMember(tables, row) : null
  },

  async update(agentId, { name, avatarUrl, role, capacity, memberships }) {
    const row = tables.agents.get(agentId)
    if (!row || row.deletedAt !== null) return null
    const placed = memberships ? place(tables, row, memberships) : row
    if (name !== undefined)
      for (const room of tables.rooms.values()) if (room.assigneeId === agentId) room.version += 1
    return put(tables, {
      ...placed,
      name: name ?? row.name,
      avatarUrl: avatarUrl === undefined ? row.avatarUrl : avatarUrl,
      role: role ?? row.role,
      capacity: capacity === undefined ? row.capacity : capacity,
    })
  },

  async setDeleted(agentId, isDeleted) {
    const row = tables.agents.get(agentId)
    if (!row) return null
    const deletedAt = row.deletedAt ?? toIso(tables.clock.nowMs())
    return put(
      tables,
      isDeleted ? { ...row, availability: 'offline', deletedAt } : { ...row, deletedAt: null },
    )
  },

  async roomsOf(agentId, limit) {
    const rows = [...tables.rooms.values()].filter(({ assigneeId }) => assigneeId === agentId)
    return rows.slice(0, limit).map(({ id }) => id)
  },
})
