import {
  type AgentActor,
  acceptRoom,
  ChatError,
  closeRoom,
  drainLine,
  type Message,
  type Ports,
  transferRoom,
} from '@shopbell/chat-core'
import { type CustomerInRoom, createScene, type Scene } from '@shopbell/chat-core/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeStoreHarness, type TestDatabase, testDatabase } from '../testing/index.ts'
import { createStores } from './create-stores.ts'

const onServer = Boolean(process.env['TEST_DATABASE_URL'])
const CUSTOMERS = onServer ? 24 : 8
const ROUNDS = onServer ? 12 : 3
const CAPACITY = 2

let database: TestDatabase
let the: Scene
let nodes: readonly [Ports, Ports]
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  the = createScene(await makeStoreHarness(database))
  nodes = [the.ports, { ...the.ports, ...createStores(database.peer) }]
})
afterAll(() => database.close())

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** A refusal is an outcome; a deadlock, or anything else that is thrown, is a failure. */
async function refusable(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
  }
}

interface Shop {
  readonly rooms: readonly CustomerInRoom[]
  readonly agents: readonly AgentActor[]
  readonly manager: AgentActor
}

/** Everything that locks a group, an agent or a room, in every order that there is. */
function meddle({ rooms, agents, manager }: Shop, round: number): Promise<void>[] {
  return rooms.flatMap(({ customer, roomId }, index) => {
    const [one, other] = round % 2 ? nodes : [nodes[1], nodes[0]]
    const groupId = the.groupIds[(index + round) % 2] ?? ''
    const agent = agents[(index * 5 + round) % agents.length] ?? manager
    return [
      the.say(customer, roomId),
      closeRoom(one, index % 3 ? manager : customer, { roomId }),
      acceptRoom(other, agent, { roomId }),
      transferRoom(one, manager, { roomId, groupId }),
      transferRoom(other, manager, { roomId, agentId: agent.id }),
      drainLine(one, groupId),
      drainLine(other, groupId),
    ].map(refusable)
  })
}

const isAssignment = (message: Message) =>
  message.kind === 'system' && message.fact.type === 'room.assigned'

test('RT-4, RT-5: lines that move from all sides at once, over two nodes, never deadlock, and then nobody is forgotten', async () => {
  const [first, second] = the.groupIds
  await the.setStrategy(first, 'round_robin')
  await the.setStrategy(second, 'least_loaded')
  const agents = await Promise.all(
    times(5, (index) =>
      the.eligible({ capacity: CAPACITY, groupIds: index < 3 ? [first, second] : [second] }),
    ),
  )
  const manager = await the.agent('manager')
  const rooms = await Promise.all(times(CUSTOMERS, () => the.customer()))
  const shop = { rooms, agents, manager }
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(meddle(shop, round))
    for (const agent of agents)
      expect((await the.ports.rooms.countRooms(agent)).mine).toBeLessThanOrEqual(CAPACITY)
  }
  await Promise.all(rooms.map(({ customer, roomId }) => the.say(customer, roomId)))
  await Promise.all(the.groupIds.map((groupId) => drainLine(the.ports, groupId)))
  expect(await the.ports.routing.movableLines()).toEqual([])
  const logs = await Promise.all(rooms.map(({ roomId }) => the.log(roomId)))
  expect(logs.flat().filter(isAssignment).length).toBeGreaterThan(CUSTOMERS)
})

test('RT-3: a hundred rooms that two nodes drain at once are assigned in the order of their line', async () => {
  const [groupId] = the.groupIds
  const rooms = await Promise.all(times(onServer ? 100 : 20, () => the.waiting()))
  const agents = await Promise.all(times(3, () => the.eligible()))
  await the.setStrategy(groupId, 'round_robin')
  const line = await the.ports.rooms.queuePlaces(rooms.map(({ roomId }) => roomId))
  const drained = await Promise.all([drainLine(nodes[0], groupId), drainLine(nodes[1], groupId)])
  expect(drained[0] + drained[1]).toBe(rooms.length)
  const given = await Promise.all(
    rooms.map(async ({ roomId }) => ({
      place: line.get(roomId) ?? 0,
      at: (await the.log(roomId)).at(-1)?.createdAt ?? '',
    })),
  )
  const byPlace = given.sort((a, b) => a.place - b.place).map(({ at }) => at)
  expect(byPlace).toEqual([...byPlace].sort())
  const counts = await Promise.all(agents.map((agent) => the.ports.rooms.countRooms(agent)))
  const owned = counts.map(({ mine }) => mine)
  expect(Math.max(...owned) - Math.min(...owned)).toBeLessThanOrEqual(1)
})
