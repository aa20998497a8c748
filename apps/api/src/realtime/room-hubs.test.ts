import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { LogReader } from './log-reader.ts'
import { RoomHubs } from './room-hubs.ts'
import { readAll } from './source.ts'

/** Hubs before a store whose queries are counted, and whose history can be changed under them. */
async function start() {
  const scene = createScene(await makeMemoryPorts())
  const { rooms } = scene.ports
  const asked = { loads: [] as (readonly string[])[], reads: [] as (readonly string[])[] }
  const database = {
    epoch: 'e1',
    renewals: 0,
    /** How many of a room's last messages a restore has lost. */
    lostOf: new Map<string, number>(),
    /** What has to happen before an answer arrives. */
    answers: Promise.resolve(),
  }
  const hubs = new RoomHubs({
    rooms: {
      readLogs: (queries) => {
        asked.reads.push(queries.map(({ roomId }) => roomId))
        return rooms.readLogs(queries)
      },
      lastSeqs: async (roomIds) => {
        asked.loads.push(roomIds)
        const lastSeqs = await rooms.lastSeqs(roomIds)
        await database.answers
        return new Map(
          [...lastSeqs].map(([id, seq]) => [id, seq - (database.lostOf.get(id) ?? 0)] as const),
        )
      },
    },
    history: {
      epoch: 'e1',
      read: async () => database.epoch,
      renew: async (seen) => {
        if (database.epoch === seen) database.epoch = `e${2 + database.renewals++}`
        return database.epoch
      },
    },
    pause: async () => undefined,
    onError: () => undefined,
  })
  onTestFinished(() => hubs.close())
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())

  return {
    ...scene,
    hubs,
    asked,
    database,
    /** The next messages of a room after `cursor`, as a reader of a hub gets them. */
    read(roomId: string, cursor: number) {
      const hub = hubs.acquire(roomId)
      hub.begin(2)
      return readAll(new LogReader(hub, cursor), leaving.signal)
        .next()
        .then(({ value }) => value?.map(({ seq }) => seq))
    },
  }
}

test('a room has one hub however many follow it, and none once nobody does', async () => {
  const { waiting, hubs } = await start()
  const { roomId } = await waiting()

  const first = hubs.acquire(roomId)
  expect(hubs.acquire(roomId)).toBe(first)
  hubs.release(roomId, first)
  expect(hubs.size).toBe(1)
  hubs.release(roomId, first)

  expect(hubs.size).toBe(0)
  expect(hubs.acquire(roomId)).not.toBe(first)
})

describe('DL-6: the position check', () => {
  test('finds in one query what no notice told of, in every room that is followed and no other', async () => {
    const { waiting, say, hubs, asked, read } = await start()
    const followed = [await waiting(), await waiting(), await waiting()]
    await waiting()
    const news = followed.map(({ roomId }) => read(roomId, 2))
    for (const { customer, roomId } of followed) await say(customer, roomId, 'Unheard')

    await hubs.check()

    expect(await Promise.all(news)).toEqual([[3], [3], [3]])
    expect(asked.loads).toEqual([followed.map(({ roomId }) => roomId)])
  })

  test('begins with a room whose reader could not say how far it reaches', async () => {
    const { waiting, hubs } = await start()
    const hub = hubs.acquire((await waiting()).roomId)
    expect(hub.from(0, 10)).toEqual([])
    await hubs.check()
    expect(hub.from(2, 10)).toEqual([])
    expect(hub.from(1, 10)).toBeNull()
  })

  test('asks after no room when none is followed', async () => {
    const { hubs, asked } = await start()
    await hubs.check()
    expect(asked.loads).toEqual([])
  })
})

test('rooms that are opened in one turn of the event loop are read by one query', async () => {
  const { waiting, say, asked, read } = await start()
  const rooms = [await waiting(), await waiting(), await waiting()]
  for (const { customer, roomId } of rooms) await say(customer, roomId, 'Before')

  const pages = await Promise.all(rooms.map(({ roomId }) => read(roomId, 1)))

  expect(pages).toEqual([
    [2, 3],
    [2, 3],
    [2, 3],
  ])
  expect(asked).toEqual({ loads: [], reads: [rooms.map(({ roomId }) => roomId)] })
})

describe('DL-7: when the database turns out to have another history', () => {
  const resync = expect.objectContaining({ code: 'resync_required' })

  test('because it has another name, every reader starts afresh, once', async () => {
    const { waiting, hubs, database, read } = await start()
    const rooms = [await waiting(), await waiting()]
    const readers = rooms.map(({ roomId }) => read(roomId, 2).catch((error) => error))
    database.epoch = 'restored'

    await Promise.all([hubs.check(), hubs.check()])

    expect(await Promise.all(readers)).toEqual([resync, resync])
    const hub = hubs.acquire(rooms[0]?.roomId ?? '')
    expect(hub.epoch).toBe('restored')
    hub.begin(2)
    await hubs.check()
    expect(hub.from(0, 10)).toBeNull()
  })

  test('because one log is shorter than it was, the history gets a new name, and every reader starts afresh', async () => {
    const { waiting, hubs, database, read } = await start()
    const rooms = [await waiting(), await waiting()]
    const readers = rooms.map(({ roomId }) => read(roomId, 2).catch((error) => error))
    database.lostOf.set(rooms[0]?.roomId ?? '', 1)

    await Promise.all([hubs.check(), hubs.check()])

    expect(await Promise.all(readers)).toEqual([resync, resync])
    expect(database).toMatchObject({ epoch: 'e2', renewals: 1 })
    expect(hubs.acquire(rooms[1]?.roomId ?? '').epoch).toBe('e2')
    await hubs.check()
    expect(database.renewals).toBe(1)
  })

  test('a reader of the old one who comes late to it starts afresh, and does not close the new one', async () => {
    const { waiting, hubs, database } = await start()
    const { roomId } = await waiting()
    const old = hubs.acquire(roomId)
    database.epoch = 'restored'
    await hubs.check()
    const now = hubs.acquire(roomId)

    expect(() => old.from(2, 10)).toThrow(expect.objectContaining({ code: 'resync_required' }))
    hubs.release(roomId, old)

    expect(hubs.acquire(roomId)).toBe(now)
  })

  test('what is committed while the check is answered makes no log look short', async () => {
    const { waiting, say, hubs, database } = await start()
    const { customer, roomId } = await waiting()
    const hub = hubs.acquire(roomId)
    hub.begin(2)

    let answer: () => void = () => undefined
    database.answers = new Promise((resolve) => {
      answer = resolve
    })
    const checked = hubs.check()
    hub.hint(await say(customer, roomId, 'Meanwhile'))
    answer()
    await checked

    expect(hub.tail).toBe(3)
    expect(database.renewals).toBe(0)
  })
})
