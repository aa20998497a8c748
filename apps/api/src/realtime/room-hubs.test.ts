import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import { expect, onTestFinished, test } from 'vitest'
import { follow } from './follow.ts'
import { RoomHubs } from './room-hubs.ts'

async function start() {
  const scene = createScene(await makeMemoryPorts())
  const queries: (readonly string[])[] = []
  const hubs = new RoomHubs({
    rooms: {
      readMessages: scene.ports.rooms.readMessages,
      lastSeqs: (roomIds) => {
        queries.push(roomIds)
        return scene.ports.rooms.lastSeqs(roomIds)
      },
    },
    pause: async () => undefined,
    onError: () => undefined,
  })
  onTestFinished(() => hubs.close())
  return { ...scene, hubs, queries }
}

test('a room has one hub however many follow it, and none once nobody does', async () => {
  const { waiting, hubs } = await start()
  const { roomId } = await waiting()

  const first = hubs.acquire(roomId)
  expect(hubs.acquire(roomId)).toBe(first)
  hubs.release(roomId)
  expect(hubs.size).toBe(1)
  hubs.release(roomId)

  expect(hubs.size).toBe(0)
  expect(hubs.acquire(roomId)).not.toBe(first)
})

test('DL-6: one query finds what no notice told of, in every room that is followed and no other', async () => {
  const { waiting, say, hubs, queries } = await start()
  const followed = [await waiting(), await waiting(), await waiting()]
  await waiting()
  const leaving = new AbortController()
  const batches = followed.map(({ roomId }) => follow(hubs.acquire(roomId), 2, leaving.signal))
  const news = batches.map((batch) => batch.next())
  for (const { customer, roomId } of followed) await say(customer, roomId, 'Unheard')
  queries.length = 0

  await hubs.check()

  const got = await Promise.all(news)
  leaving.abort()
  expect(got.map(({ value }) => value?.map(({ seq }) => seq))).toEqual([[3], [3], [3]])
  expect(queries).toEqual([followed.map(({ roomId }) => roomId)])
})

test('nobody followed, nothing asked', async () => {
  const { hubs, queries } = await start()
  await hubs.check()
  expect(queries).toEqual([])
})
