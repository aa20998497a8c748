import type { AppendResult, RoomStatus, SendKind } from '@shopbell/chat-core'
import { runs } from '@shopbell/chat-core/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabaseShops, makeMemoryShop, type Shop } from '../testing/append-shops.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'

const ROOMS = 3

interface Send {
  /** The customers of the rooms, then the staff. */
  readonly actor: number
  readonly room: number
  readonly kind: SendKind
  /** Few, so that many sends are repetitions. */
  readonly key: number
  readonly body: string
}

/** Sends of one turn of the event loop; before some, all earlier ones are awaited and a room changes its status. */
interface Step {
  readonly sends: readonly Send[]
  readonly change: { readonly room: number; readonly status: RoomStatus } | null
}

const status = fc.constantFrom<RoomStatus>('waiting', 'open', 'closed')
const room = fc.nat(ROOMS - 1)
const send: fc.Arbitrary<Send> = fc.record({
  actor: fc.nat(ROOMS + 3),
  room,
  kind: fc.constantFrom('text', 'text', 'text', 'note'),
  key: fc.nat(15),
  body: fc.constantFrom('Hello', 'Where is my lamp?'),
})
const step: fc.Arbitrary<Step> = fc.record({
  sends: fc.array(send, { minLength: 1, maxLength: 16 }),
  change: fc.option(fc.record({ room, status }), { freq: 3 }),
})
const history = fc.record({
  statuses: fc.array(status, { minLength: ROOMS, maxLength: ROOMS }),
  steps: fc.array(step, { minLength: 1, maxLength: 5 }),
})

let database: TestDatabase
let makeDatabaseShop: (roomCount: number) => Promise<Shop>
beforeAll(async () => {
  database = await testDatabase()
  makeDatabaseShop = await createDatabaseShops(database)
})
afterAll(() => database.close())

function append(shop: Shop, { actor, room: place, kind, key, body }: Send): Promise<AppendResult> {
  const [roomId, by] = [shop.roomIds[place], shop.actors[actor]]
  if (!roomId || !by) throw new Error('The arbitrary knows who and where.')
  return shop.rooms.appendMessage(by, { roomId, kind, clientId: `key ${key}`, body })
}

/** What both stores must say alike. Where a repetition finds the room depends on what else was in its batch. */
function comparable(shop: Shop, result: AppendResult) {
  if (!('message' in result)) return result
  const { message, room: mark } = result
  const { kind, seq, author } = message
  const stored = {
    ...{ kind, seq, body: 'body' in message && message.body },
    by: shop.actors.findIndex(({ id }) => id === author.id),
  }
  return result.outcome === 'duplicate'
    ? { outcome: result.outcome, ...stored }
    : { outcome: result.outcome, ...stored, status: mark.status, lastSeq: mark.lastSeq }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Runs a history: `concurrent`, as sockets would bring it, or each send after the other. */
async function run(
  shop: Shop,
  { statuses, steps }: { statuses: readonly RoomStatus[]; steps: readonly Step[] },
  concurrent: boolean,
) {
  const results: Promise<AppendResult>[] = []
  const setStatus = (place: number, to: RoomStatus) => shop.setStatus(shop.roomIds[place] ?? '', to)
  for (const [place, to] of statuses.entries()) await setStatus(place, to)
  for (const { sends, change } of steps) {
    if (change) {
      await Promise.all(results)
      await setStatus(change.room, change.status)
    }
    for (const one of sends) {
      results.push(append(shop, one))
      if (!concurrent) await results.at(-1)
    }
    await turn()
  }
  const answers = (await Promise.all(results)).map((result) => comparable(shop, result))
  const logs = await shop.rooms.readLogs(
    shop.roomIds.map((roomId) => ({ roomId, afterSeq: 0, limit: 200 })),
  )
  const log = logs.map((messages) =>
    messages.map((message) => [message.seq, 'body' in message && message.body, message.kind]),
  )
  const found = await shop.rooms.findRooms(shop.roomIds)
  return { answers, log, rooms: found.map(({ lastSeq, status: now }) => [lastSeq, now]) }
}

test('DL-1, DL-2, MS-2, MS-3, MS-4: sends of many at once, in batches, are what they would be one by one', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (played) => {
      const expected = await run(await makeMemoryShop(ROOMS), played, false)
      expect(await run(await makeDatabaseShop(ROOMS), played, true)).toEqual(expected)
    }),
    runs(300),
  )
})
