import { sendMessage } from '@shopbell/chat-core'
import {
  type Command,
  checkRoom,
  commandsOf,
  createWorld,
  roomSnapshots,
  runCommand,
  runs,
  type World,
} from '@shopbell/chat-core/testing'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queryRows } from '../database.ts'
import { makeStoreHarness, type TestDatabase, testDatabase } from '../testing/index.ts'
import { createStores } from './create-stores.ts'

const CUSTOMERS = 8
const CAPACITY = 2
const AT_ONCE = 10
/** Few, because each is hundreds of transactions: the five hundred are chat-core's, over the memory store. */
const HISTORIES = 5

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const history = commandsOf(40, {
  send: 3,
  accept: 8,
  assign: 4,
  'transfer-to-agent': 6,
  'transfer-to-group': 2,
  close: 2,
  reopen: 6,
})

/** Everybody waits. The second world is the same one, seen from another node. */
async function createFullWorlds(): Promise<readonly [World, World]> {
  const world = await createWorld(await makeStoreHarness(database), CUSTOMERS)
  const { ports } = world.harness
  await Promise.all(
    world.customers.map(({ customer, roomId }) =>
      sendMessage(ports, customer, { roomId, clientId: roomId, body: 'Hello' }),
    ),
  )
  for (const { id } of world.staff) await ports.agents.updateAgent(id, { capacity: CAPACITY })
  const peerPorts = { ...ports, ...createStores(database.peer) }
  return [world, { ...world, harness: { ...world.harness, ports: peerPorts } }]
}

/** What a bystander sees committed while others are at it. */
async function expectNobodyOverloaded(): Promise<void> {
  const overloaded = await queryRows(
    database.peer.drizzle,
    sql`select agents.id from agents join rooms on rooms.assignee_id = agents.id
      group by agents.id having count(*) > agents.capacity`,
  )
  expect(overloaded).toEqual([])
}

test('RM-2, RM-11, TH-1: rooms handed around by many at once, over two nodes, have one owner, and nobody has too many', async () => {
  const play = async (commands: readonly Command[]) => {
    const worlds = await createFullWorlds()
    for (let done = 0; done < commands.length; done += AT_ONCE) {
      const wave = commands.slice(done, done + AT_ONCE)
      const runWave = wave.map((command, index) => runCommand(worlds[index % 2 ? 1 : 0], command))
      await Promise.all([...runWave, expectNobodyOverloaded(), expectNobodyOverloaded()])
      for (const room of (await roomSnapshots(worlds[0])).values()) checkRoom(room)
    }
    await expectNobodyOverloaded()
  }
  await fc.assert(fc.asyncProperty(history, play), runs(HISTORIES))
})
