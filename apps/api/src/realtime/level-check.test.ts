import {
  acceptRoom,
  closeRoom,
  type InboxFrame,
  markRead,
  type QueueEntry,
  type SignalFrame,
  transferRoom,
} from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import { expect, test } from 'vitest'
import { startRealtimeScene } from '../testing/realtime-scene.ts'

/** Streams that hear nothing of what happens, and how to make them look. */
async function startDeafScene() {
  const deaf = createMemoryBus()
  const scene = await startRealtimeScene({ bus: deaf })
  return { ...scene, lookAgain: () => deaf.publish({ type: 'bus.resumed' }) }
}

const isAbout = (roomId: string) => (frame: InboxFrame) =>
  frame.type === 'room.changed' && frame.room.id === roomId

const readBy = (seq: number) => (frame: SignalFrame) =>
  frame.type === 'state' && frame.signals.reads.staffSeq === seq

test('DL-6: an inbox is told what happened unheard, once: rooms that came, moved, were read and ended', async () => {
  const { agent, open, waiting, ports, groupIds, watchInbox, lookAgain } = await startDeafScene()
  const owner = await agent()
  const [kept, left, ended] = [await open(owner), await open(owner), await open(owner)]
  const tape = watchInbox(owner)
  lookAgain()
  await tape.until((frames) => frames.length > 0)

  const came = await waiting()
  await markRead(ports, owner, { roomId: kept.roomId, seq: 3 })
  await transferRoom(ports, owner, { roomId: left.roomId, groupId: groupIds[1] })
  await closeRoom(ports, owner, { roomId: ended.roomId })
  lookAgain()

  await Promise.all([came, kept, ended].map(({ roomId }) => tape.first(isAbout(roomId))))
  await tape.first((frame) => frame.type === 'room.gone' && frame.roomId === left.roomId)
  const told = tape.frames.length
  lookAgain()
  const last = await waiting()
  lookAgain()
  await tape.first(isAbout(last.roomId))
  expect(tape.frames).toHaveLength(told + 1)
})

test('DL-6: signals are told what was read, and where the room stands in line', async () => {
  const { agent, customer, say, waiting, ports, watchSignals, lookAgain } = await startDeafScene()
  const owner = await agent()
  const first = await waiting()
  const { customer: shopper, roomId } = await customer()
  const tape = watchSignals(shopper, roomId)
  await tape.until((frames) => frames.length > 0)

  const { seq } = await say(shopper, roomId)
  await markRead(ports, owner, { roomId, seq })
  lookAgain()
  await tape.first(readBy(seq))
  const stands = (place: number | null) => (frame: SignalFrame) =>
    frame.type === 'state' && frame.signals.place === place
  await tape.first(stands(2))
  await acceptRoom(ports, owner, { roomId: first.roomId })
  lookAgain()
  await tape.first(stands(1))
})

test('R-08: who has lost a room unheard is told no more of it', async () => {
  const { agent, open, ports, groupIds, watchSignals, lookAgain } = await startDeafScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const theirs = watchSignals(customer, roomId)
  const ours = watchSignals(owner, roomId)
  await Promise.all([theirs, ours].map((tape) => tape.until((frames) => frames.length > 0)))

  await transferRoom(ports, owner, { roomId, groupId: groupIds[1] })
  lookAgain()

  expect(await ours.ended).toMatchObject({ code: 'room_not_found' })
  await theirs.first((frame) => frame.type === 'state' && frame.signals.place === 1)
})

test('DL-6: a line is told of who came and who was taken', async () => {
  const { agent, waiting, ports, watchQueue, lookAgain } = await startDeafScene()
  const owner = await agent()
  const tape = watchQueue(owner)
  await tape.until((frames) => frames.length > 0)
  const shows = (roomIds: readonly string[]) => (frame: { entries: readonly QueueEntry[] }) =>
    frame.entries.map(({ room }) => room.id).join() === roomIds.join()

  const [first, second] = [await waiting(), await waiting()]
  lookAgain()
  await tape.first(shows([first.roomId, second.roomId]))
  await acceptRoom(ports, owner, { roomId: first.roomId })
  lookAgain()
  await tape.first(shows([second.roomId]))
})
