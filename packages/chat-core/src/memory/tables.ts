import type { Message } from '../message/message.ts'
import type { Agent } from '../ports/agent-store.ts'
import type { Customer } from '../ports/customer-store.ts'
import type { Group } from '../ports/group-store.ts'
import type { CannedResponse, Tag } from '../ports/label-store.ts'
import type { RoomStatus, Thread } from '../room/room.ts'
import type { ManualClock } from './manual-clock.ts'

export interface RoomRow {
  readonly id: string
  readonly customerId: string
  readonly createdAt: string
  groupId: string
  status: RoomStatus
  assigneeId: string | null
  priority: number
  waitingSince: string | null
  version: number
  joinedInto: string | null
  updatedAt: string
  /** The message with seq n is at n - 1. */
  readonly log: Message[]
  readonly threads: Thread[]
  customerReadSeq: number
  /** By agent. */
  readonly staffReadSeqs: Map<string, number>
  readonly tagIds: Set<string>
}

export interface TokenRow {
  readonly id: string
  readonly customerId: string
  readonly expiresAtMs: number
  lastUsedAtMs: number
}

/** What routing knows of agents beside their rows. */
interface RoutingTables {
  /** By agent. */
  readonly lastAssignedAts: Map<string, string>
  /** Until when nodes said to hold sockets of an agent: by agent, then by node. */
  readonly links: Map<string, Map<string, number>>
}

/** Agents, also those who have left. */
export interface AgentRow extends Agent {
  readonly deletedAt: string | null
}

export interface Tables {
  readonly rooms: Map<string, RoomRow>
  readonly customers: Map<string, Customer>
  /** By hash. */
  readonly tokens: Map<string, TokenRow>
  readonly agents: Map<string, AgentRow>
  readonly groups: Group[]
  /** Of members of groups, by `memberKey`; 1 for one who is not here. */
  readonly priorities: Map<string, number>
  readonly tags: Map<string, Tag>
  readonly cannedResponses: Map<string, CannedResponse>
  readonly routing: RoutingTables
  readonly clock: ManualClock
  /** UUIDs in form, counted in fact: the same run gives the same ids. */
  readonly newId: () => string
}

export function createTables(clock: ManualClock, groupNames: readonly string[]): Tables {
  let count = 0
  const newId = () => {
    count += 1
    return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`
  }
  const [first = 'Support', ...others] = groupNames
  const group = (name: string, isDefault: boolean): Group => ({
    id: newId(),
    name,
    strategy: 'manual',
    isDefault,
    deletedAt: null,
  })
  return {
    rooms: new Map(),
    customers: new Map(),
    tokens: new Map(),
    agents: new Map(),
    groups: [group(first, true), ...others.map((name) => group(name, false))],
    priorities: new Map(),
    tags: new Map(),
    cannedResponses: new Map(),
    routing: { lastAssignedAts: new Map(), links: new Map() },
    clock,
    newId,
  }
}

export const memberKey = (agentId: string, groupId: string): string => `${agentId} ${groupId}`

export function defaultGroup({ groups }: Tables): Group {
  const group = groups.find(({ isDefault }) => isDefault)
  if (!group) throw new Error('There is always a default group.')
  return group
}

/** A row that must be there, as a foreign key says. */
export function rowOf<T>(table: ReadonlyMap<string, T>, id: string): T {
  const row = table.get(id)
  if (!row) throw new Error(`No row has the id ${id}`)
  return row
}
