import { acceptRoom } from '@shopbell/chat-core'
import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import { expect, test } from 'vitest'
import { outputs, startRealtimeScene } from '../testing/realtime-scene.ts'
import { QueueFeed, type QueueFrame } from './queue-feed.ts'

const roomIds = (frame: QueueFrame | undefined) => frame?.entries.map(({ room }) => room.id)

const shows = (expected: readonly string[]) => (frames: readonly QueueFrame[]) =>
  roomIds(frames.at(-1))?.join() === expected.join()

test('QU-1: an agent gets the whole line first, then again as it moves', async () => {
  const { agent, waiting, ports, watchQueue } = await startRealtimeScene()
  const staff = await agent()
  const first = await waiting()

  const tape = watchQueue(staff)
  await tape.until(shows([first.roomId]))
  const second = await waiting()
  await tape.until(shows([first.roomId, second.roomId]))
  await acceptRoom(ports, staff, first)

  await tape.until(shows([second.roomId]))
  expect(tape.frames.at(-1)?.entries.map(({ place }) => place)).toEqual([1])
})

test('QU-3: each agent gets the line of their own groups', async () => {
  const { agent, waiting, groupIds, watchQueue } = await startRealtimeScene()
  const here = await waiting(groupIds[0])
  const there = await waiting(groupIds[1])

  const [support, returns, manager] = [
    watchQueue(await agent('agent', [groupIds[0]])),
    watchQueue(await agent('agent', [groupIds[1]])),
    watchQueue(await agent('manager', [])),
  ]

  await support.until(shows([here.roomId]))
  await returns.until(shows([there.roomId]))
  await manager.until((frames) => roomIds(frames.at(-1))?.length === 2)
})

test('ten agents who see the same line cost one read per change', async () => {
  const { ports, agent, waiting } = createScene(await makeMemoryPorts())
  let reads = 0
  const feed = new QueueFeed({
    rooms: {
      listQueue: (actor, limit) => {
        reads += 1
        return ports.rooms.listQueue(actor, limit)
      },
    },
    pause: async () => undefined,
    onError: () => undefined,
  })
  const leaving = new AbortController()
  const watchers = await Promise.all(Array.from({ length: 10 }, () => agent()))
  const streams = watchers.map((watcher) => outputs(feed.open(watcher), leaving.signal))
  await Promise.all(streams.map((stream) => stream.next()))
  const before = reads

  ports.bus.subscribe((notice) => notice.type === 'room.changed' && feed.roomChanged(notice))
  const { roomId } = await waiting()
  const shown = await Promise.all(streams.map((stream) => stream.next()))
  leaving.abort()
  feed.close()

  expect(shown.map(({ value }) => roomIds(value ?? undefined))).toEqual(
    watchers.map(() => [roomId]),
  )
  expect(reads - before).toBeLessThanOrEqual(2)
})
