import type { AgentStore } from './agent-store.ts'
import type { Bus } from './bus.ts'
import type { CustomerStore } from './customer-store.ts'
import type { GroupStore } from './group-store.ts'
import type { CannedResponseStore, TagStore } from './label-store.ts'
import type { RoomStore } from './room-store.ts'
import type { RoutingStore } from './routing-store.ts'
import type { StaffStore } from './staff-store.ts'

/** All that the use cases need of the world. */
export interface Ports {
  readonly rooms: RoomStore
  readonly customers: CustomerStore
  readonly agents: AgentStore
  readonly staff: StaffStore
  readonly groups: GroupStore
  readonly tags: TagStore
  readonly cannedResponses: CannedResponseStore
  readonly routing: RoutingStore
  readonly bus: Bus
}
