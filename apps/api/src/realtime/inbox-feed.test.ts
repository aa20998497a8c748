import { acceptRoom, groupsFor, type InboxFrame, markRead, transferRoom } from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import { expect, test } from 'vitest'
import { outputs, startRealtimeScene } from '../testing/realtime-scene.ts'
import { InboxFeed } from './inbox-feed.ts'

const isAbout = (roomId: string) => (frame: InboxFrame) =>
  frame.type === 'room.changed' && frame.room.id === roomId

const saysGone = (roomId: string) => (frame: InboxFrame) =>
  frame.type === 'room.gone' && frame.roomId === roomId

test('a fresh inbox is told first to read its pages', async () => {
  const { agent, watchInbox } = await startRealtimeScene()

  const tape = watchInbox(await agent())
  await tape.until((frames) => frames.length > 0)

  expect(tape.frames).toEqual([{ type: 'ready' }])
})

test('QU-3: a new room reaches the agents of its group and the managers, nobody else', async () => {
  const { agent, waiting, groupIds, watchInbox } = await startRealtimeScene()
  const member = watchInbox(await agent('agent', [groupIds[0]]))
  const manager = watchInbox(await agent('manager', []))
  const outsider = watchInbox(await agent('agent', [groupIds[1]]))

  const { roomId } = await waiting()
  const elsewhere = await waiting(groupIds[1])

  await Promise.all([
    member.first(isAbout(roomId)),
    manager.first(isAbout(roomId)),
    outsider.first(isAbout(elsewhere.roomId)),
  ])
  expect(outsider.frames.some(isAbout(roomId))).toBe(false)
})

test('R-08: a room that leaves an agent’s view is gone for them and there for the others', async () => {
  const { agent, open, ports, groupIds, watchInbox } = await startRealtimeScene()
  const owner = await agent()
  const from = watchInbox(owner)
  const to = watchInbox(await agent('agent', [groupIds[1]]))
  await Promise.all([from, to].map((tape) => tape.until((frames) => frames.length > 0)))
  const { roomId } = await open(owner)
  await from.first(isAbout(roomId))

  await transferRoom(ports, owner, { roomId, groupId: groupIds[1] })

  await Promise.all([from.first(saysGone(roomId)), to.first(isAbout(roomId))])
  expect(to.frames.some(saysGone(roomId))).toBe(false)
})

test('R-08: a room that was in view before the stream began is gone as well', async () => {
  const { agent, open, ports, groupIds, watchInbox } = await startRealtimeScene()
  const owner = await agent()
  const { roomId } = await open(owner)
  const tape = watchInbox(owner)
  await tape.until((frames) => frames.length > 0)

  await transferRoom(ports, owner, { roomId, groupId: groupIds[1] })

  await tape.first(saysGone(roomId))
})

test('RD-3: reading a room shows its new count to everybody who sees it', async () => {
  const { agent, open, say, ports, watchInbox } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const manager = watchInbox(await agent('manager'))
  await manager.until((frames) => frames.length > 0)

  const { seq } = await say(customer, roomId)
  await manager.until((frames) => unreadCounts(frames, roomId).at(-1) === 2)
  await markRead(ports, owner, { roomId, seq })

  await manager.until((frames) => unreadCounts(frames, roomId).at(-1) === 0)
})

const unreadCounts = (frames: readonly InboxFrame[], roomId: string): number[] =>
  frames.flatMap((frame) =>
    frame.type === 'room.changed' && frame.room.id === roomId ? [frame.room.unreadCount] : [],
  )

test('an agent who goes away is shown so to the others', async () => {
  const { agent, ports, watchInbox } = await startRealtimeScene()
  const colleague = await agent()
  const tape = watchInbox(await agent())
  await tape.until((frames) => frames.length > 0)

  await ports.agents.updateAgent(colleague.id, { availability: 'away' })
  ports.bus.publish({ type: 'agent.changed', agentId: colleague.id })

  const frame = await tape.first(
    (said) => said.type === 'agent.changed' && said.agent.id === colleague.id,
  )
  expect(frame).toMatchObject({ agent: { availability: 'away' } })
})

test('a room that changes a hundred times while it is read is read twice, not a hundred times', async () => {
  const scene = createScene(await makeMemoryPorts())
  const { customer, roomId } = await scene.waiting()
  const agent = await scene.agent()
  const bus = createMemoryBus()
  let reads = 0
  const feed = new InboxFeed({
    rooms: {
      summaries: (roomIds) => {
        reads += 1
        return scene.ports.rooms.summaries(roomIds)
      },
      liveRooms: () => scene.ports.rooms.liveRooms(),
    },
    agents: scene.ports.agents,
    pause: async () => undefined,
    onError: () => undefined,
  })
  bus.subscribe((notice) => notice.type === 'room.changed' && feed.roomChanged(notice))
  const leaving = new AbortController()
  const frames = outputs(feed.open(agent), leaving.signal)
  await frames.next()

  for (let count = 0; count < 100; count += 1) {
    await scene.ports.rooms.appendMessage(customer, {
      roomId,
      kind: 'text',
      body: 'Hello?',
      clientId: scene.key(),
    })
    const { version } = await scene.room(roomId)
    const mark = { roomId, groupId: scene.groupIds[0], status: 'waiting', version } as const
    bus.publish({
      type: 'room.changed',
      room: { ...mark, lastSeq: count + 3 },
      messages: [],
      statusChanged: false,
    })
  }
  let unread = 0
  while (unread < 101) {
    const { value } = await frames.next()
    if (value?.type === 'room.changed') unread = value.room.unreadCount
  }
  leaving.abort()
  feed.close()

  expect(reads).toBe(2)
})

test('an inbox too slow for what happens is told to read its pages again and stays small', async () => {
  const scene = createScene(await makeMemoryPorts())
  const agent = await scene.agent()
  const feed = new InboxFeed({
    ...scene.ports,
    pause: async () => undefined,
    onError: () => undefined,
  })
  const leaving = new AbortController()
  const frames = outputs(feed.open(agent), leaving.signal)
  await frames.next()
  scene.ports.bus.subscribe((notice) => notice.type === 'room.changed' && feed.roomChanged(notice))

  const roomIds = new Set<string>()
  for (let count = 0; count < 250; count += 1) roomIds.add((await scene.waiting()).roomId)
  const last = await scene.waiting()
  await acceptRoom(scene.ports, agent, { roomId: last.roomId })
  const got: InboxFrame[] = []
  // One frame may have been handed over before the overflow.
  while (!got.some(isAbout(last.roomId))) {
    const { value } = await frames.next()
    if (value) got.push(value)
  }
  leaving.abort()
  feed.close()

  expect(got.slice(0, 2)).toContainEqual({ type: 'ready' })
  expect(got.length).toBeLessThanOrEqual(201)
})

test('GR-5: a change of a group is told to all of the staff', async () => {
  const { agent, ports, groupIds, watchInbox } = await startRealtimeScene()
  const tape = watchInbox(await agent('agent', [groupIds[0]]))
  await tape.until((frames) => frames.length > 0)
  const manager = await agent('manager')
  await groupsFor(ports, manager).update(groupIds[1], { strategy: 'sticky' })
  await tape.first((frame) => frame.type === 'group.changed' && frame.groupId === groupIds[1])
})
