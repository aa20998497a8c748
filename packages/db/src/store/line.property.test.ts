import {
  checkRoom,
  createLineWorld,
  drainAll,
  type LineCommand,
  lineHistory,
  roomSnapshots,
  runLineCommand,
  runs,
} from '@shopbell/chat-core/testing'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queryRows } from '../database.ts'
import { makeStoreHarness, type TestDatabase, testDatabase } from '../testing/index.ts'
import { createStores } from './create-stores.ts'

const CUSTOMERS = 8
const AT_ONCE = 10
/** Few, because each is hundreds of transactions: many are chat-core's, over the memory store. */
const HISTORIES = 4

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

/** Whoever got a room while they had too many; capacities are lowered, which takes none away (RM-11). */
const findOverloaded = () =>
  queryRows(
    database.peer.drizzle,
    sql`select agents.id from agents join rooms on rooms.assignee_id = agents.id
      group by agents.id having count(*) > 2`,
  )

/** The others set something, and the last one of two is to win: also in what the test knows of it. */
const isAboutRooms = ({ type }: LineCommand) => type === 'room' || type === 'drain'

async function inTurn<T>(things: readonly T[], handle: (thing: T) => unknown): Promise<void> {
  for (const thing of things) await handle(thing)
}

test('RT-1, RT-5, RM-2, RM-11: lines that many pull at from two nodes give each room one owner, nobody too many, and forget nobody', async () => {
  const play = async (commands: readonly LineCommand[]) => {
    const shop = await createLineWorld(await makeStoreHarness(database), CUSTOMERS)
    const { ports } = shop.world.harness
    const peer = { ...ports, ...createStores(database.peer) }
    for (let done = 0; done < commands.length; done += AT_ONCE) {
      const wave = commands.slice(done, done + AT_ONCE)
      await Promise.all([
        ...wave
          .filter(isAboutRooms)
          .map((command, index) => runLineCommand(shop, command, index % 2 ? peer : ports)),
        inTurn(wave, (command) => isAboutRooms(command) || runLineCommand(shop, command, peer)),
      ])
      expect(await findOverloaded()).toEqual([])
      await drainAll(shop)
      for (const room of (await roomSnapshots(shop.world)).values()) checkRoom(room)
      expect(await findOverloaded()).toEqual([])
    }
  }
  await fc.assert(fc.asyncProperty(lineHistory(40), play), runs(HISTORIES))
})
