import {
  type AgentActor,
  acceptRoom,
  joinHistory,
  type Message,
  markRead,
  transferRoom,
} from '@shopbell/chat-core'
import { createScene, type Scene } from '@shopbell/chat-core/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { makeStoreHarness, testDatabase } from '../testing/index.ts'

let database: Database
let the: Scene
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  the = createScene(await makeStoreHarness(database))
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

test('RM-4: of many agents who accept a room at once one gets it, and the others learn who', async () => {
  const { roomId } = await the.waiting()
  const agents = await Promise.all(times(40, () => the.agent()))
  const attempts = await Promise.allSettled(
    agents.map((agent) => acceptRoom(the.ports, agent, { roomId })),
  )
  const { assignee } = await the.room(roomId)
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const attempt of attempts)
    if (attempt.status === 'rejected')
      expect(attempt.reason).toMatchObject({
        code: 'already_assigned',
        details: { agentName: assignee?.name },
      })
  expect((await the.log(roomId)).filter(({ kind }) => kind === 'system')).toHaveLength(2)
})

test('TH-5: messages sent while a room changes hands are in the thread of their moment', async () => {
  const manager = await the.agent('manager')
  const agents = await Promise.all(times(4, () => the.agent()))
  const [first] = agents as [AgentActor]
  const { customer, roomId } = await the.open(first)
  const moves = times(20, (index) =>
    transferRoom(the.ports, manager, { roomId, agentId: agents[(index + 1) % 4]?.id }),
  )
  const sends = times(60, () => the.say(customer, roomId))
  await Promise.all([...moves, ...sends])
  expectDense(await the.log(roomId))
  await expectThreadsInOrder(roomId)
})

test('PM-4: who loses a room writes nothing into it from then on', async () => {
  const manager = await the.agent('manager')
  const [loser, winner] = [await the.agent(), await the.agent()]
  const { roomId } = await the.open(loser)
  const attempts = await Promise.allSettled([
    ...times(30, () => the.say(loser, roomId)),
    transferRoom(the.ports, manager, { roomId, agentId: winner.id }),
    ...times(30, () => the.say(loser, roomId)),
  ])
  const log = await the.log(roomId)
  const moved = log.findIndex(
    (one) => one.kind === 'system' && one.fact.type === 'room.transferred',
  )
  expect(moved).toBeGreaterThan(0)
  expect(log.slice(moved).filter(({ author }) => author.id === loser.id)).toEqual([])
  const written = log.filter(({ author }) => author.id === loser.id).length
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(written + 1)
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
    ...anonymous.map(({ customer }) => joinHistory(the.ports, customer, person)),
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
  const results = await Promise.all(
    times(20, (index) =>
      index % 5 === 0
        ? the.ports.rooms.changeRoom(roomId, ({ room, thread }) =>
            room.status === 'open' && thread
              ? {
                  status: 'closed',
                  assignee: null,
                  groupId: room.group.id,
                  waitingSince: null,
                  thread: 'close',
                  messages: [],
                }
              : null,
          )
        : the.ports.rooms.appendMessage(customer, {
            roomId,
            kind: 'text',
            body: 'Hello',
            clientId: the.key(),
          }),
    ),
  )
  const appended = results.filter((one) => one && 'outcome' in one && one.outcome === 'appended')
  expect((await the.room(roomId)).status).toBe('closed')
  expect((await the.log(roomId)).length).toBe(3 + appended.length)
})
