import type { Ports } from '@shopbell/chat-core'
import type { SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { clock } from '../schema/columns.ts'
import { createAgentStore } from './agent-store.ts'
import { createCannedResponseStore } from './canned-response-store.ts'
import { createCustomerStore } from './customer-store.ts'
import { createGroupStore } from './group-store.ts'
import { createRoomStore } from './room-store.ts'
import { createRoutingStore } from './routing-store.ts'
import { createStaffStore } from './staff-store.ts'
import { createTagStore } from './tag-store.ts'

export type Stores = Omit<Ports, 'bus'>

/**
 * The stores over either driver. `now` is the clock they stamp everything with, as a SQL expression: the database's
 * own unless history is to be written.
 */
export function createStores(database: Database, { now = clock }: { now?: SQL } = {}): Stores {
  const context = { db: database.drizzle, now }
  return {
    rooms: createRoomStore(database, context),
    customers: createCustomerStore(context),
    agents: createAgentStore(context),
    staff: createStaffStore(context),
    groups: createGroupStore(context),
    tags: createTagStore(context),
    cannedResponses: createCannedResponseStore(context),
    routing: createRoutingStore(context),
  }
}
