import type { Ports } from '../ports/ports.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'
import { createAgents } from './memory-agents.ts'
import { createMemoryBus } from './memory-bus.ts'
import { createCustomers } from './memory-customers.ts'
import { createGroups } from './memory-groups.ts'
import { createCannedResponses, createTags } from './memory-labels.ts'
import { createRoomJoin } from './memory-room-join.ts'
import { createRoomLists } from './memory-room-lists.ts'
import { createRoomReads } from './memory-room-reads.ts'
import { createRoomWrites } from './memory-room-writes.ts'
import { createRouting } from './memory-routing.ts'
import { createStaff } from './memory-staff.ts'
import { createTables, type Tables } from './tables.ts'

export interface MemoryPorts extends Ports {
  /** For tests that set up what no port writes. */
  readonly tables: Tables
}

/** All ports over plain maps. Complete, deterministic and gone with the process. */
export function createMemoryPorts({
  clock = createManualClock({ stepMs: 1 }),
  groupNames = ['Support'],
}: {
  readonly clock?: ManualClock
  /** The default group first. */
  readonly groupNames?: readonly string[]
} = {}): MemoryPorts {
  const tables = createTables(clock, groupNames)
  return {
    tables,
    rooms: {
      ...createRoomWrites(tables),
      ...createRoomJoin(tables),
      ...createRoomReads(tables),
      ...createRoomLists(tables),
    },
    customers: createCustomers(tables),
    agents: createAgents(tables),
    staff: createStaff(tables),
    groups: createGroups(tables),
    tags: createTags(tables),
    cannedResponses: createCannedResponses(tables),
    routing: createRouting(tables),
    bus: createMemoryBus(),
  }
}
