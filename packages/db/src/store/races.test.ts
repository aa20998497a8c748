import {
  type AgentActor,
  acceptRoom,
  assignRoom,
  closeRoom,
  joinHistory,
  type Message,
  markRead,
  type Ports,
  sendMessage,
  transferRoom,
} from '@shopbell/chat-core'
import { createScene, type Scene } from '@shopbell/chat-core/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeStoreHarness, type TestDatabase, testDatabase } from '../testing/index.ts'
import { createStores } from './create-stores.ts'

let database: TestDatabase
let the: Scene
/** The ports of another node: a pool lets single statements overtake transactions, two pools do not. */
let peer: Ports
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  the = createScene(await makeStoreHarness(database))
  peer = { ...the.ports, ...createStores(database.peer) }
})
afterAll(() => database.close())

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const expectDense = (log: readonly Message[]) =>
  expect(log.map(({ seq }) => seq)).toEqual(times(log.length, (index) => index + 1))

/** TH-5: along the log the threads only move on, so no message is in a thread that was over before it. */
async function expectThreadsInOrder(roomId: string): Promise<void> {
  const threads = await the.ports.rooms.threads(roomId)
  const places = (await the.log(roomId)).map(({ threadId }) =>
    threads.findIndex(({ id }) => id === threadId),
  )
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(threads.slice(0, -1).every(({ status }) => status === 'closed')).toBe(true)
}

test('DL-1: 200 sends at once in one room are 200 messages, dense and in commit order', async () => {
  const owner = await the.agent()
  const { customer, roomId } = await the.open(owner)
  const sent = await Promise.all(
    times(200, (index) => the.say(index % 2 ? owner : customer, roomId, `Message ${index}`)),
  )
  const log = await the.log(roomId)
  expectDense(log)
  expect(log.filter(({ kind }) => kind === 'text')).toHaveLength(201)
  expect(new Set(sent.map(({ seq }) => seq)).size).toBe(200)
  const createdAts = log.map(({ createdAt }) => createdAt)
  expect(createdAts).toEqual([...createdAts].sort())
})

test('DL-1, DL-2: two nodes that write into the same rooms, some keys at once, lose nothing and never deadlock', async () => {
  const rooms = await Promise.all(times(12, () => the.waiting()))
  const sends = times(25, (round) =>
    rooms.map(({ customer, roomId }, index) => {
      const send = { roomId, clientId: the.key(), body: `Message ${round}` }
      const isShared = (round + index) % 3 === 0
      const nodes = isShared ? [the.ports, peer] : [round % 2 ? peer : the.ports]
      return nodes.map((node) => sendMessage(node, customer, send))
    }),
  ).flat()
  const answers = await Promise.all(sends.map((one) => Promise.all(one)))
  for (const [first, second = first] of answers) expect(second).toEqual(first)
  for (const { roomId } of rooms) {
    const log = await the.log(roomId)
    expectDense(log)
    expect(log).toHaveLength(2 + 25)
  }
})

test('RM-11: an agent who may own three rooms and is given 200 at once, over two nodes, gets three', async () => {
  const manager = await the.agent('manager')
  const anna = await the.agent()
  await the.ports.agents.updateAgent(anna.id, { capacity: 3 })
  const bo = await the.agent()
  const waiting = await Promise.all(times(200, () => the.waiting()))
  const open = await Promise.all(times(5, () => the.open(bo)))
  const give = { agentId: anna.id }
  const attempts = await Promise.allSettled([
    ...waiting.map((room, index) => {
      const node = index % 2 ? peer : the.ports
      return index % 5 === 0
        ? assignRoom(node, manager, { ...room, ...give })
        : acceptRoom(node, anna, room)
    }),
    ...open.map((room, index) =>
      transferRoom(index % 2 ? peer : the.ports, manager, { ...room, ...give }),
    ),
  ])
  const refusals = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(refusals).toEqual(times(202, () => 'agent_at_capacity'))
  expect((await the.ports.rooms.countRooms(anna)).mine).toBe(3)
})

test('RM-11: rooms handed to and fro between full agents never deadlock', async () => {
  const manager = await the.agent('manager')
  const agents = await Promise.all(times(4, () => the.agent()))
  for (const { id } of agents) await the.ports.agents.updateAgent(id, { capacity: 2 })
  const rooms = await Promise.all(agents.map((owner) => the.open(owner)))
  const hand = async (step: number) => {
    const [room, agent] = [rooms[step % 4], agents[(step * 7 + (step >> 2)) % 4]]
    if (!room || !agent) throw new Error('There are four of each.')
    const { roomId } = room
    const node = step % 2 ? peer : the.ports
    return transferRoom(node, manager, { roomId, agentId: agent.id }).catch((error) => {
      expect(error).toMatchObject({ code: 'agent_at_capacity' })
    })
  }
  await Promise.all(times(100, hand))
  for (const agent of agents)
    expect((await the.ports.rooms.countRooms(agent)).mine).toBeLessThanOrEqual(2)
  for (const { roomId } of rooms) await expectThreadsInOrder(roomId)
})

/** Does these things one after the other. */
async function inTurn(things: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const thing of things) await thing()
}

test('TH-5: messages sent while a room changes hands are in the thread of their moment', async () => {
  const manager = await the.agent('manager')
  const agents = await Promise.all(times(4, () => the.agent()))
  const [first = manager] = agents
  const { customer, roomId } = await the.open(first)
  const move = (agent: AgentActor) => () =>
    transferRoom(peer, manager, { roomId, agentId: agent.id })
  const send = () => the.say(customer, roomId)
  await Promise.all([
    inTurn(times(30, (index) => move(agents[index % 4] ?? manager))),
    ...times(4, () => inTurn(times(30, () => send))),
  ])
  expectDense(await the.log(roomId))
  await expectThreadsInOrder(roomId)
})

test('PM-4: who loses a room writes nothing into it from then on', async () => {
  const manager = await the.agent('manager')
  const [loser, winner] = [await the.agent(), await the.agent()]
  const { roomId } = await the.open(loser)
  const attempts = Promise.allSettled(times(60, () => the.say(loser, roomId)))
  await transferRoom(peer, manager, { roomId, agentId: winner.id })
  const outcomes = await attempts
  const log = await the.log(roomId)
  const moved = log.findIndex(
    (one) => one.kind === 'system' && one.fact.type === 'room.transferred',
  )
  expect(moved).toBeGreaterThan(0)
  const isBy = ({ author }: Message) => author.id === loser.id
  expect(log.slice(moved).filter(isBy)).toEqual([])
  const sent = outcomes.filter(({ status }) => status === 'fulfilled')
  expect(sent).toHaveLength(log.filter(isBy).length)
})

test('CU-3: rooms joined while everybody writes and reads lose nothing and never deadlock', async () => {
  const owner = await the.agent()
  const personId = await the.newPerson()
  const person = { id: personId, name: 'Mara', email: 'mara@lamps.example' }
  const known = await the.open(owner)
  await the.ports.customers.bindPerson(known.customer.id, person)
  const anonymous = await Promise.all(times(4, () => the.waiting()))
  await Promise.all([
    ...anonymous.map(({ customer }) => joinHistory(the.ports, customer, person)),
    ...anonymous.map(({ customer }) => joinHistory(peer, customer, person)),
    ...times(30, () => the.say(known.customer, known.roomId)),
    ...times(30, (index) => markRead(the.ports, owner, { roomId: known.roomId, seq: index })),
  ])
  const log = await the.log(known.roomId)
  expectDense(log)
  expect(
    log.filter((one) => one.kind === 'system' && one.fact.type === 'room.joined'),
  ).toHaveLength(4)
  expect(log.filter(({ kind }) => kind === 'text')).toHaveLength(1 + 30 + 4)
  for (const { roomId } of anonymous)
    expect(await the.room(roomId)).toMatchObject({ status: 'closed', joinedInto: known.roomId })
})

test('PM-4: a send that waits for the room sees the room as it has become', async () => {
  const owner = await the.agent()
  const { customer, roomId } = await the.open(owner)
  const before = (await the.room(roomId)).lastSeq
  const append = () =>
    the.ports.rooms.appendMessage(customer, {
      roomId,
      kind: 'text',
      body: 'Hello',
      clientId: the.key(),
    })
  const sends = Promise.all(times(40, append))
  const room = await closeRoom(peer, owner, { roomId })
  const outcomes = (await sends).map(({ outcome }) => outcome)
  const appended = outcomes.filter((outcome) => outcome === 'appended').length
  expect(room.lastSeq).toBe(before + appended + 1)
  expect(await the.room(roomId)).toEqual(room)
})
