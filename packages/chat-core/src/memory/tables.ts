import type { Party } from '../actor.ts'
import type { Message } from '../message/message.ts'
import type { Agent } from '../ports/agent-store.ts'
import type { Customer } from '../ports/customer-store.ts'
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

export interface Tables {
  readonly rooms: Map<string, RoomRow>
  readonly customers: Map<string, Customer>
  /** By hash. */
  readonly tokens: Map<string, TokenRow>
  readonly agents: Map<string, Agent>
  /** The default one first. */
  readonly groups: readonly [Party, ...Party[]]
  readonly tags: Map<string, Tag>
  readonly cannedResponses: Map<string, CannedResponse>
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
  const group = (name: string): Party => ({ id: newId(), name })
  return {
    rooms: new Map(),
    customers: new Map(),
    tokens: new Map(),
    agents: new Map(),
    groups: [group(first), ...others.map(group)],
    tags: new Map(),
    cannedResponses: new Map(),
    clock,
    newId,
  }
}

/** A row that must be there, as a foreign key says. */
export function rowOf<T>(table: ReadonlyMap<string, T>, id: string): T {
  const row = table.get(id)
  if (!row) throw new Error(`No row has the id ${id}`)
  return row
}
