import {
  acceptRoom,
  markRead,
  type RoomSignals,
  type SignalFrame,
  transferRoom,
} from '@shopbell/chat-core'
import { expect, test } from 'vitest'
import { startRealtimeScene } from '../testing/realtime-scene.ts'

type Frames = readonly SignalFrame[]

const latest = (frames: Frames): RoomSignals | undefined =>
  frames.flatMap((frame) => (frame.type === 'state' ? [frame.signals] : [])).at(-1)

const placeIs = (place: number | null) => (frames: Frames) => latest(frames)?.place === place

const typing = (frames: Frames) =>
  frames.flatMap((frame) =>
    frame.type === 'typing.changed' ? [{ kind: frame.author.kind, ttlMs: frame.ttlMs }] : [],
  )

test('SG-1: the first frame is the whole state', async () => {
  const { agent, waiting, ports, watchSignals } = await startRealtimeScene()
  const { customer, roomId } = await waiting()
  await markRead(ports, await agent(), { roomId, seq: 2 })

  const tape = watchSignals(customer, roomId)
  await tape.until((frames) => frames.length > 0)

  expect(tape.frames).toEqual([
    {
      type: 'state',
      signals: { reads: { customerSeq: 0, staffSeq: 2 }, place: 1, available: false },
    },
  ])
})

test('SG-2: whoever types is shown to the others for a while, not to themselves', async () => {
  const { agent, open, realtime, watchSignals } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const theirs = watchSignals(customer, roomId)
  const ours = watchSignals(owner, roomId)
  await Promise.all([theirs, ours].map((tape) => tape.until((frames) => frames.length > 0)))

  await realtime.setTyping(owner, { roomId, active: true })
  await realtime.setTyping(customer, { roomId, active: true })
  await realtime.setTyping(customer, { roomId, active: false })

  await theirs.until((frames) => typing(frames).length === 1)
  await ours.until((frames) => typing(frames).at(-1)?.ttlMs === 0)
  expect(typing(theirs.frames)).toEqual([{ kind: 'agent', ttlMs: 6_000 }])
  expect(typing(ours.frames).every(({ kind }) => kind === 'customer')).toBe(true)
})

test('SG-2: whoever opens a room while somebody types is told, with the time that is left', async () => {
  const { agent, open, realtime, watchSignals } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const witness = watchSignals(owner, roomId)
  await witness.until((frames) => frames.length > 0)
  await realtime.setTyping(customer, { roomId, active: true })

  const late = watchSignals(await agent('manager'), roomId)
  await late.until((frames) => typing(frames).length > 0)

  const [shown] = typing(late.frames)
  expect(shown?.ttlMs).toBeGreaterThan(0)
  expect(shown?.ttlMs).toBeLessThanOrEqual(6_000)
})

test('SG-2: a message ends the typing of its author', async () => {
  const { agent, open, say, realtime, watchSignals } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const ours = watchSignals(owner, roomId)
  await ours.until((frames) => frames.length > 0)

  await realtime.setTyping(customer, { roomId, active: true })
  await ours.until((frames) => typing(frames).length === 1)
  await say(customer, roomId)

  await ours.until((frames) => typing(frames).at(-1)?.ttlMs === 0)
})

test('SG-2: nobody types in a room they may not view', async () => {
  const { waiting, customer, realtime } = await startRealtimeScene()
  const { roomId } = await waiting()
  const { customer: stranger } = await customer()

  await expect(realtime.setTyping(stranger, { roomId, active: true })).rejects.toMatchObject({
    code: 'room_not_found',
  })
})

test('RD-1: how far the other side has read arrives as it grows', async () => {
  const { agent, open, say, ports, watchSignals } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const tape = watchSignals(customer, roomId)
  await tape.until((frames) => frames.length > 0)
  const { seq } = await say(customer, roomId)

  await markRead(ports, owner, { roomId, seq })

  await tape.until((frames) => latest(frames)?.reads.staffSeq === seq)
})

test('QU-2: everybody in line learns their own place as the line moves', async () => {
  const { agent, waiting, ports, watchSignals } = await startRealtimeScene()
  const first = await waiting()
  const second = await waiting()
  const third = await waiting()
  const tapes = [first, second, third].map(({ customer, roomId }) => watchSignals(customer, roomId))
  await Promise.all(tapes.map((tape, index) => tape.until(placeIs(index + 1))))

  await acceptRoom(ports, await agent(), { roomId: first.roomId })

  await Promise.all(tapes.map((tape, index) => tape.until(placeIs(index === 0 ? null : index))))
})

test('somebody is available while an agent who is online has an inbox open, and for a moment after', async () => {
  const { agent, waiting, ports, realtime, watchInbox, watchSignals } = await startRealtimeScene()
  const { customer, roomId } = await waiting()
  const tape = watchSignals(customer, roomId)
  const isAvailable = (available: boolean) => (frames: Frames) =>
    latest(frames)?.available === available
  await tape.until(isAvailable(false))

  const staff = await agent()
  await ports.agents.updateAgent(staff.id, { availability: 'online' })
  const reloading = new AbortController()
  const before = watchInbox(staff, reloading.signal)
  await tape.until(isAvailable(true))
  reloading.abort()
  await before.ended
  watchInbox(staff)
  expect(realtime.isAvailable()).toBe(true)

  await ports.agents.updateAgent(staff.id, { availability: 'away' })
  ports.bus.publish({ type: 'agent.changed', agentId: staff.id })
  await tape.until(isAvailable(false))
})

test('R-08: an agent from whom a room is taken gets no more of its signals', async () => {
  const { agent, open, ports, groupIds, realtime, watchSignals } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const tape = watchSignals(owner, roomId)
  await tape.until((frames) => frames.length > 0)

  await transferRoom(ports, owner, { roomId, groupId: groupIds[1] })

  expect(await tape.ended).toMatchObject({ code: 'room_not_found' })
  const told = tape.frames.length
  await realtime.setTyping(customer, { roomId, active: true })
  expect(tape.frames).toHaveLength(told)
})
