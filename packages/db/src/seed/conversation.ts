import { randomUUID } from 'node:crypto'
import {
  type Actor,
  acceptRoom,
  addNote,
  type CustomerActor,
  closeRoom,
  openRoom,
  type Ports,
  rateRoom,
  sendMessage,
  transferRoom,
} from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { createStores } from '../store/create-stores.ts'
import type { AgentKey, Cast } from './demo-people.ts'

/** Where and as whom something is done. */
interface Stage {
  readonly ports: Ports
  readonly cast: Cast
  readonly actor: Actor
  readonly roomId: string
}

/** Something somebody does in a room; answers the seq that they have seen by then. */
type Act = (stage: Stage) => Promise<number>

/** How many minutes ago, who, and what they did. */
export type Step = readonly [minutesAgo: number, by: AgentKey | 'customer', act: Act]

export interface Conversation {
  /** The name of somebody anonymous, or the one customer who has signed in. */
  readonly customer: string | { readonly isMara: true }
  readonly steps: readonly Step[]
}

const key = () => ({ clientId: randomUUID() })

export const says =
  (body: string): Act =>
  async ({ ports, actor, roomId }) =>
    (await sendMessage(ports, actor, { roomId, ...key(), body })).seq

export const notes =
  (body: string): Act =>
  async ({ ports, actor, roomId }) =>
    (await addNote(ports, actor, { roomId, ...key(), body })).seq

export const accepts: Act = async ({ ports, actor, roomId }) =>
  (await acceptRoom(ports, actor, { roomId })).lastSeq

export const closes: Act = async ({ ports, actor, roomId }) =>
  (await closeRoom(ports, actor, { roomId })).lastSeq

export const rates =
  (score: number, comment?: string): Act =>
  async ({ ports, actor, roomId }) =>
    (await rateRoom(ports, actor, { roomId, score, comment })).lastSeq

export const reads: Act = async ({ ports, roomId }) =>
  (await ports.rooms.lastSeqs([roomId])).get(roomId) ?? 0

export const handsTo =
  (agent: AgentKey, note: string): Act =>
  async ({ ports, cast, actor, roomId }) => {
    const target = { agentId: cast.agents[agent].id, note: { ...key(), body: note } }
    return (await transferRoom(ports, actor, { roomId, ...target })).lastSeq
  }

export const handsToOrders =
  (note: string): Act =>
  async ({ ports, cast, actor, roomId }) => {
    const target = { groupId: cast.ordersId, note: { ...key(), body: note } }
    return (await transferRoom(ports, actor, { roomId, ...target })).lastSeq
  }

/** The ports as they were then. Nobody listens to the bus of a time gone by. */
const portsAt = (database: Database, minutesAgo: number): Ports => ({
  ...createStores(database, {
    now: sql`(clock_timestamp() - ${minutesAgo}::float8 * interval '1 minute')`,
  }),
  bus: createMemoryBus(),
})

function createCustomer({ customers }: Ports, { customer }: Conversation, { mara }: Cast) {
  return customers.createCustomer(typeof customer === 'string' ? { name: customer } : mara)
}

/** Lets a conversation happen, through the use cases, at its own time. */
export async function playConversation(
  database: Database,
  cast: Cast,
  conversation: Conversation,
): Promise<void> {
  const [first] = conversation.steps
  if (!first) return
  const ports = portsAt(database, first[0])
  const { id, name } = await createCustomer(ports, conversation, cast)
  const customer: CustomerActor = { kind: 'customer', id, name }
  const { id: roomId } = await openRoom(ports, customer)
  const actorOf = (by: Step[1]): Actor => (by === 'customer' ? customer : cast.agents[by])
  const seenSeqs = new Map<Actor, number>()
  for (const [minutesAgo, by, act] of conversation.steps) {
    const actor = actorOf(by)
    seenSeqs.set(actor, await act({ ports: portsAt(database, minutesAgo), cast, actor, roomId }))
  }
  for (const [actor, seq] of seenSeqs) await ports.rooms.advanceRead(roomId, actor, seq)
}
