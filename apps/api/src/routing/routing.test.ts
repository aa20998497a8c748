import { type AgentActor, closeRoom, type Notice, transferRoom } from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createRouting, type RoutingOptions } from './routing.ts'

/** No sweep comes to help in these tests. */
const NEVER_MS = 3_600_000

async function startScene(
  timings: RoutingOptions['timings'] = {},
  parts: Partial<RoutingOptions['ports']> = {},
) {
  const harness = await makeMemoryPorts()
  const ports = { ...harness.ports, ...parts }
  const scene = createScene({ ...harness, ports })
  const [groupId, otherId] = scene.groupIds
  for (const id of [groupId, otherId]) await scene.setStrategy(id, 'least_loaded')
  const routing = createRouting({
    ports,
    logger: pino({ level: 'silent' }),
    timings: { sweepEveryMs: NEVER_MS, ...timings },
  })
  onTestFinished(() => routing.close())

  const expectOwner = (roomId: string, owner: AgentActor | null) =>
    expect
      .poll(async () => (await scene.room(roomId)).assignee?.id ?? null, { interval: 5 })
      .toBe(owner?.id ?? null)
  const update = async (
    agent: AgentActor,
    patch: Parameters<typeof ports.agents.updateAgent>[1],
  ) => {
    await ports.agents.updateAgent(agent.id, patch)
    ports.bus.publish({ type: 'agent.changed', agentId: agent.id })
  }
  return { ...scene, routing, groupId, otherId, expectOwner, update }
}

test('RT-7: rooms that arrived while nobody was there get an owner when somebody comes', async () => {
  const the = await startScene()
  const rooms = [await the.waiting(), await the.waiting()]
  const anna = await the.agent()
  await the.update(anna, { availability: 'online' })
  the.routing.attendance.arrived(anna)
  for (const { roomId } of rooms) await the.expectOwner(roomId, anna)
})

test('RT-6, RT-7: whose last socket is gone gets no room any more', async () => {
  const the = await startScene()
  const anna = await the.agent()
  await the.update(anna, { availability: 'online' })
  the.routing.attendance.arrived(anna)
  await the.expectOwner((await the.waiting()).roomId, anna)
  the.routing.attendance.left(anna)
  const waits = async () => (await the.room((await the.waiting()).roomId)).status === 'waiting'
  await expect.poll(waits).toBe(true)
  the.routing.attendance.arrived(anna)
  await expect.poll(async () => (await the.ports.rooms.countRooms(anna)).waiting).toBe(0)
})

test('RT-7: whoever lets a room go gets the next one', async () => {
  const the = await startScene()
  const anna = await the.eligible({ capacity: 1 })
  const [first, second, third] = [await the.waiting(), await the.waiting(), await the.waiting()]
  await the.expectOwner(first.roomId, anna)
  await closeRoom(the.ports, anna, first)
  await the.expectOwner(second.roomId, anna)
  const { roomId } = second
  await transferRoom(the.ports, anna, { roomId, groupId: the.otherId })
  await the.expectOwner(third.roomId, anna)
})

test('RT-7: an agent who takes chats again, or more of them, is found', async () => {
  const the = await startScene()
  const anna = await the.eligible({ capacity: 1 })
  await the.waiting()
  const next = await the.waiting()
  await the.update(anna, { capacity: 2 })
  await the.expectOwner(next.roomId, anna)
  await the.update(anna, { capacity: 3, availability: 'away' })
  const last = await the.waiting()
  await the.expectOwner(last.roomId, null)
  await the.update(anna, { availability: 'online' })
  await the.expectOwner(last.roomId, anna)
})

test('RT-7: a line that nobody woke is found by the sweep', async () => {
  const the = await startScene({ sweepEveryMs: 20 })
  const { roomId } = await the.waiting()
  await the.expectOwner(roomId, await the.eligible())
})

test('RT-7: a change on another node is for that node to see to', async () => {
  const bus = createMemoryBus()
  const the = await startScene({}, { bus })
  const { roomId } = await the.waiting()
  const anna = await the.eligible()
  const changed: Notice = { type: 'agent.changed', agentId: anna.id }
  bus.publish(changed, 'elsewhere')
  await new Promise(setImmediate)
  expect((await the.room(roomId)).status).toBe('waiting')
  bus.publish(changed, 'here')
  await the.expectOwner(roomId, anna)
})
