import fc from 'fast-check'
import { expect } from 'vitest'
import { drainLine } from '../routing/drain-line.ts'
import type { RoutingStrategy } from '../routing/strategy.ts'
import type { StoreHarness } from './harness.ts'
import { loadsOf, roomSnapshots } from './invariants.ts'
import { type Command, commandsOf, createWorld, runCommand, type World } from './simulate.ts'

/** One step of a shop whose lines are routed: somebody does something with a room, or an agent or a group changes. */
export interface LineCommand {
  readonly type: 'room' | 'online' | 'away' | 'come' | 'go' | 'strategy' | 'drain'
  readonly room: Command
  /** Which agent or group, whatever its size. */
  readonly index: number
  readonly strategy: RoutingStrategy
}

/** A world, and what is known of it apart from the store. */
export interface LineWorld {
  readonly world: World
  readonly online: Set<string>
  readonly connected: Set<string>
  readonly strategies: Map<string, RoutingStrategy>
}

const NODE_ID = 'e0000000-0000-4000-8000-000000000002'
const LINK_MS = 3_600_000
const STRATEGIES = ['round_robin', 'least_loaded', 'sticky'] as const

const anyRoomCommand = commandsOf(1, {
  send: 8,
  accept: 2,
  assign: 1,
  'transfer-to-agent': 1,
  'transfer-to-group': 3,
  close: 5,
  reopen: 1,
  capacity: 1,
}).map(([command]) => {
  if (!command) throw new Error('One was asked for.')
  return command
})

const anyType = fc.oneof(
  { weight: 12, arbitrary: fc.constant('room' as const) },
  { weight: 5, arbitrary: fc.constantFrom('online' as const, 'come' as const) },
  { weight: 2, arbitrary: fc.constantFrom('away' as const, 'go' as const) },
  { weight: 1, arbitrary: fc.constant('strategy' as const) },
  { weight: 2, arbitrary: fc.constant('drain' as const) },
)

export const lineHistory = (length: number): fc.Arbitrary<readonly LineCommand[]> =>
  fc.array(
    fc.noBias(
      fc.record({
        type: anyType,
        room: anyRoomCommand,
        index: fc.nat(99),
        strategy: fc.constantFrom<RoutingStrategy[]>(...STRATEGIES, ...STRATEGIES, 'manual'),
      }),
    ),
    { minLength: length, maxLength: length, size: 'max' },
  )

/** Everybody is online and nobody connected; both groups are routed. */
export async function createLineWorld(
  harness: StoreHarness,
  customers: number,
): Promise<LineWorld> {
  const world = await createWorld(harness, customers)
  const strategies = new Map<string, RoutingStrategy>()
  for (const [index, groupId] of harness.groupIds.entries())
    strategies.set(groupId, index % 2 ? 'least_loaded' : 'round_robin')
  for (const [groupId, strategy] of strategies) await harness.setStrategy(groupId, strategy)
  const online = new Set(world.staff.map(({ id }) => id))
  for (const id of online)
    await harness.ports.agents.updateAgent(id, { availability: 'online', capacity: 2 })
  return { world, online, connected: new Set(), strategies }
}

/** Runs a command, on a node of its own if one is given. */
export async function runLineCommand(
  { world, online, connected, strategies }: LineWorld,
  { type, room, index, strategy }: LineCommand,
  { agents, routing, bus, ...others } = world.harness.ports,
): Promise<void> {
  const agentId = world.staff[index % world.staff.length]?.id ?? ''
  const groupId = world.harness.groupIds[index % world.harness.groupIds.length] ?? ''
  const setOnline = async (isOnline: boolean) => {
    online[isOnline ? 'add' : 'delete'](agentId)
    await agents.updateAgent(agentId, { availability: isOnline ? 'online' : 'away' })
  }
  switch (type) {
    case 'room': {
      const ports = { agents, routing, bus, ...others }
      await runCommand({ ...world, harness: { ...world.harness, ports } }, room)
      return
    }
    case 'online':
    case 'away':
      return setOnline(type === 'online')
    case 'come':
      connected.add(agentId)
      return routing.link(NODE_ID, [agentId], LINK_MS)
    case 'go':
      connected.delete(agentId)
      return routing.unlink(NODE_ID, [agentId])
    case 'strategy':
      strategies.set(groupId, strategy)
      return world.harness.setStrategy(groupId, strategy)
    case 'drain':
      await drainLine({ routing, bus }, groupId)
  }
}

/** RT-5: drains every line, after which nobody waits whom somebody could take. Answers how many rooms that moved. */
export async function drainAll({
  world,
  online,
  connected,
  strategies,
}: LineWorld): Promise<number> {
  const { ports, groupIds } = world.harness
  let moved = 0
  for (const groupId of groupIds) moved += await drainLine(ports, groupId)
  const rooms = [...(await roomSnapshots(world)).values()]
  const loads = loadsOf(rooms)
  const free = (await ports.agents.listAgents()).filter(
    ({ id, capacity }) =>
      online.has(id) && connected.has(id) && (capacity === null || (loads.get(id) ?? 0) < capacity),
  )
  const forgotten = rooms.filter(
    ({ room }) =>
      room.status === 'waiting' &&
      strategies.get(room.group.id) !== 'manual' &&
      free.some(({ groupIds: memberOf }) => memberOf.includes(room.group.id)),
  )
  expect(forgotten).toEqual([])
  expect(await ports.routing.movableLines()).toEqual([])
  return moved
}
