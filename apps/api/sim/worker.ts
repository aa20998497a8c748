import { randomUUID } from 'node:crypto'
import {
  type AgentActor,
  acceptRoom,
  ChatError,
  closeRoom,
  type Room,
  sendMessage,
  transferRoom,
} from '@shopbell/chat-core'
import type { Duty, SimNode } from './duty.ts'
import { Pool } from './pool.ts'
import type { Shop, SimRoom } from './shop.ts'

/** What the run is about, and how far it is. */
export class SimWorld {
  readonly shop: Shop
  readonly duties: readonly Duty[]
  readonly manager: AgentActor
  readonly waiting = new Pool<SimRoom>()
  readonly open = new Pool<SimRoom>()
  readonly closed = new Pool<SimRoom>()
  readonly #rooms: ReadonlyMap<string, SimRoom>
  #arrived = 0

  constructor(shop: Shop, duties: readonly Duty[], manager: AgentActor) {
    this.shop = shop
    this.duties = duties
    this.manager = manager
    this.#rooms = new Map(shop.rooms.map((room) => [room.roomId, room]))
  }

  get isOver(): boolean {
    return this.#arrived >= this.shop.rooms.length
  }

  priorityOf(roomId: string): number {
    return this.#rooms.get(roomId)?.priority ?? 0
  }

  /** Somebody who has not written yet. */
  nextArrival(): SimRoom | undefined {
    const room = this.shop.rooms[this.#arrived]
    this.#arrived += 1
    return room
  }

  /** A call that changed a room has ended; another one may have changed it since. */
  note({ id, status }: Room): void {
    const room = this.#rooms.get(id)
    if (!room) return
    for (const pool of [this.waiting, this.open, this.closed]) pool.remove(room)
    this[status].add(room)
  }
}

type Step = (world: SimWorld, node: SimNode, random: () => number) => Promise<unknown> | undefined

const write = ({ ports }: SimNode, room: SimRoom | undefined) =>
  room &&
  sendMessage(ports, room.customer, {
    roomId: room.roomId,
    clientId: randomUUID(),
    body: 'Hello?',
  })

const drawAgent = ({ duties }: SimWorld, random: () => number): Duty | undefined =>
  duties[Math.floor(random() * duties.length)]

const drawGroup = ({ shop }: SimWorld, random: () => number): string | undefined =>
  [...shop.groups.keys()][Math.floor(random() * shop.groups.size)]

const STEPS = {
  arrive: (world, node) => write(node, world.nextArrival()),
  'write again': (world, node, random) =>
    write(node, (random() < 0.5 ? world.closed : world.open).draw(random)),
  resolve(world, { ports }, random) {
    const room = world.open.draw(random)
    return room && closeRoom(ports, world.manager, room)
  },
  leave(world, { ports }, random) {
    const room = world.waiting.draw(random)
    return room && closeRoom(ports, room.customer, room)
  },
  accept(world, { ports }, random) {
    const room = world.waiting.draw(random)
    const agent = drawAgent(world, random)
    return room && agent && acceptRoom(ports, { ...agent.actor, role: 'manager' }, room)
  },
  'transfer to an agent'(world, { ports }, random) {
    const room = world.open.draw(random)
    const agent = drawAgent(world, random)
    if (!room || !agent) return undefined
    return transferRoom(ports, world.manager, { roomId: room.roomId, agentId: agent.actor.id })
  },
  'transfer to a group'(world, { ports }, random) {
    const room = world.open.draw(random)
    const groupId = drawGroup(world, random)
    return room && groupId && room
      ? transferRoom(ports, world.manager, { roomId: room.roomId, groupId })
      : undefined
  },
  'come or go': (world, node, random) => drawAgent(world, random)?.comeOrGo(node),
  'be away or back': (world, node, random) => drawAgent(world, random)?.toggleAvailability(node),
  crash: (world, node, random) => drawAgent(world, random)?.crash(node),
  'change a limit': (world, node, random) => drawAgent(world, random)?.changeCapacity(node, random),
} satisfies Record<string, Step>

type Weights = Readonly<Record<keyof typeof STEPS, number>>

/** When more come than leave lines grow, when fewer do they come to their end. */
const RUSH: Weights = {
  arrive: 26,
  'write again': 4,
  resolve: 20,
  leave: 1,
  accept: 2,
  'transfer to an agent': 2,
  'transfer to a group': 2,
  'come or go': 2,
  'be away or back': 1,
  crash: 1,
  'change a limit': 1,
}
const CALM: Weights = { ...RUSH, arrive: 14, resolve: 30, leave: 3 }

function drawStep(weights: Weights, random: () => number): Step {
  const entries = Object.entries(weights) as [keyof typeof STEPS, number][]
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    left -= weight
    if (left < 0) return STEPS[name]
  }
  return STEPS.arrive
}

/** So many steps, one after the other. Answers what was thrown and is no refusal. */
export async function work(
  world: SimWorld,
  node: SimNode,
  { steps, isRush, random }: { steps: number; isRush: boolean; random: () => number },
): Promise<readonly unknown[]> {
  const errors: unknown[] = []
  for (let done = 0; done < steps && !world.isOver; done += 1) {
    try {
      await drawStep(isRush ? RUSH : CALM, random)(world, node, random)
    } catch (error) {
      if (!(error instanceof ChatError)) errors.push(error)
    }
  }
  return errors
}
