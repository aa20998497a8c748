import {
  type AgentActor,
  acceptRoom,
  type CustomerActor,
  openRoom,
  type Ports,
  sendMessage,
} from '@shopbell/chat-core'
import { createMemoryPorts } from '@shopbell/chat-core/memory'
import { v4 as uuidV4 } from 'uuid'
import { createOutbox, type Outbox } from '../outbox.ts'
import { createRoomSession, type Me, type RoomSession } from '../room-session.ts'
import { createSharedLock } from './memory-lock.ts'
import { createSharedStorage } from './memory-outbox-storage.ts'
import { createMemoryTransport, type MemoryTransport } from './memory-transport.ts'

export interface RoomScene {
  readonly ports: Ports
  readonly roomId: string
  readonly customer: CustomerActor
  readonly agent: AgentActor
  say(actor: CustomerActor | AgentActor, body: string): Promise<void>
  /** The agent takes the waiting room. */
  accept(): Promise<void>
  bodies(): Promise<readonly string[]>
}

/** A customer with a room nobody has written in, and an agent who may take it. */
export async function createRoomScene(): Promise<RoomScene> {
  const { tables, ...ports } = createMemoryPorts()
  const { id, name } = await ports.customers.createCustomer({ name: 'Mara' })
  const customer: CustomerActor = { kind: 'customer', id, name }
  const room = await openRoom(ports, customer)
  const created = await ports.agents.createAgent({
    personId: tables.newId(),
    name: 'Anna',
    role: 'manager',
    capacity: null,
  })
  const agent: AgentActor = {
    kind: 'agent',
    id: created.id,
    name: created.name,
    role: created.role,
    groupIds: tables.groups.map((group) => group.id),
  }
  return {
    ports,
    roomId: room.id,
    customer,
    agent,
    async say(actor, body) {
      await sendMessage(ports, actor, { roomId: room.id, clientId: uuidV4(), body })
    },
    async accept() {
      await acceptRoom(ports, agent, { roomId: room.id })
    },
    async bodies() {
      const page = await ports.rooms.readMessages({
        roomId: room.id,
        audience: 'staff',
        limit: 1_000,
      })
      return page.messages.flatMap((message) => (message.kind === 'system' ? [] : message.body))
    },
  }
}

export interface Seat {
  readonly transport: MemoryTransport
  readonly outbox: Outbox
  readonly session: RoomSession
  leave(): void
}

/** One side of the room, live. */
export function takeSeat({ ports, roomId }: RoomScene, actor: CustomerActor | AgentActor): Seat {
  const transport = createMemoryTransport({ ports, actor })
  const outbox = createOutbox({
    identity: actor.id,
    deliver: ({ kind, clientId, body }) => transport.send({ roomId, kind, clientId, body }),
    storage: createSharedStorage().openTab(),
    runExclusive: createSharedLock(),
  })
  const me: Me = { kind: actor.kind, id: actor.id }
  const session = createRoomSession({ roomId, me, transport, outbox })
  return {
    transport,
    outbox,
    session,
    leave() {
      session.close()
      outbox.dispose()
    },
  }
}
