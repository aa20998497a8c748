import type { Actor, AgentActor, CustomerActor, StaffRole } from '../actor.ts'
import type { Message } from '../message/message.ts'
import { sendMessage } from '../message/send-message.ts'
import { acceptRoom } from '../room/accept-room.ts'
import { closeRoom } from '../room/close-room.ts'
import { openRoom } from '../room/open-room.ts'
import type { Room } from '../room/room.ts'
import { transferRoom } from '../room/transfer-room.ts'
import type { StoreHarness } from './harness.ts'

export interface CustomerInRoom {
  readonly customer: CustomerActor
  readonly roomId: string
}

/** A harness with the steps that most tests begin with. */
export interface Scene extends StoreHarness {
  /** A clientId nobody has used. */
  key(): string
  agent(role?: StaffRole, groupIds?: readonly string[]): Promise<AgentActor>
  /** Somebody to whom routing gives rooms of their groups: online and connected. */
  eligible(options?: {
    readonly capacity?: number
    readonly groupIds?: readonly string[]
  }): Promise<AgentActor>
  /** With an empty room. */
  customer(): Promise<CustomerInRoom>
  say(actor: Actor, roomId: string, body?: string): Promise<Message>
  /** A customer who has written once and waits, in the given group. */
  waiting(groupId?: string): Promise<CustomerInRoom>
  /** A customer with an agent. */
  open(owner: AgentActor): Promise<CustomerInRoom>
  /** A customer whose chat an agent has ended. */
  closed(owner: AgentActor): Promise<CustomerInRoom>
  room(roomId: string): Promise<Room>
  /** The whole log as staff see it. */
  log(roomId: string): Promise<readonly Message[]>
}

/** The node on which everybody of a scene is. */
const NODE_ID = 'e0000000-0000-4000-8000-000000000000'
const LINK_MS = 3_600_000

export function createScene(harness: StoreHarness): Scene {
  const { ports, groupIds } = harness
  let count = 0
  const next = () => {
    count += 1
    return count
  }

  const scene: Scene = {
    ...harness,
    key: () => `c0000000-0000-4000-8000-${next().toString(16).padStart(12, '0')}`,

    async agent(role = 'agent', memberOf = [groupIds[0]]) {
      const { id, name } = await harness.newAgent({
        name: `Agent ${next()}`,
        role,
        groupIds: memberOf,
      })
      return { kind: 'agent', id, name, role, groupIds: memberOf }
    },

    async eligible({ capacity = 100, groupIds: memberOf } = {}) {
      const agent = await scene.agent('agent', memberOf)
      await ports.agents.updateAgent(agent.id, { availability: 'online', capacity })
      await ports.routing.link(NODE_ID, [agent.id], LINK_MS)
      return agent
    },

    async customer() {
      const { id, name } = await ports.customers.createCustomer({ name: `Shopper ${next()}` })
      const customer: CustomerActor = { kind: 'customer', id, name }
      const room = await openRoom(ports, customer)
      return { customer, roomId: room.id }
    },

    say(actor, roomId, body = 'Hello') {
      return sendMessage(ports, actor, { roomId, clientId: scene.key(), body })
    },

    async waiting(groupId = groupIds[0]) {
      const { customer, roomId } = await scene.customer()
      await scene.say(customer, roomId)
      if (groupId !== groupIds[0]) {
        const manager = await scene.agent('manager')
        await acceptRoom(ports, manager, { roomId })
        await transferRoom(ports, manager, { roomId, groupId })
      }
      return { customer, roomId }
    },

    async open(owner) {
      const { customer, roomId } = await scene.waiting()
      await acceptRoom(ports, owner, { roomId })
      return { customer, roomId }
    },

    async closed(owner) {
      const { customer, roomId } = await scene.open(owner)
      await closeRoom(ports, owner, { roomId })
      return { customer, roomId }
    },

    async room(roomId) {
      const room = await ports.rooms.findRoom(roomId)
      if (!room) throw new Error(`No room has the id ${roomId}`)
      return room
    },

    async log(roomId) {
      const page = await ports.rooms.readMessages({ roomId, audience: 'staff', limit: 1_000 })
      return page.messages
    },
  }
  return scene
}
