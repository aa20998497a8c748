import {
  addNote,
  ChatError,
  closeRoom,
  type Message,
  type RoomStreamFrame,
  transferRoom,
} from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import type { TrackedEnvelope } from '@trpc/server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startRealtimeScene } from '../testing/realtime-scene.ts'
import type { Tape } from '../testing/tape.ts'

type RoomTape = Tape<TrackedEnvelope<RoomStreamFrame>>

const messagesIn = (frames: RoomTape['frames']): readonly Message[] =>
  frames.flatMap(([, frame]) =>
    frame.type === 'snapshot' ? frame.view.messages : frame.events.map(({ message }) => message),
  )

const seqsIn = (frames: RoomTape['frames']): number[] => messagesIn(frames).map(({ seq }) => seq)

const reaches = (seq: number) => (frames: RoomTape['frames']) => seqsIn(frames).at(-1) === seq

const saysThat = (body: string) => (frames: RoomTape['frames']) =>
  messagesIn(frames).some((message) => 'body' in message && message.body === body)

const refusal = (code: string) => expect.objectContaining({ name: 'ChatError', code })

test('DL-5: a reader without a position gets a snapshot first, then each event, and ids that say where they are', async () => {
  const { waiting, say, watchRoom } = await startRealtimeScene()
  const { customer, roomId } = await waiting()

  const tape = watchRoom(customer, roomId)
  await tape.until(reaches(2))
  await say(customer, roomId, 'Is anybody there?')
  await tape.until(reaches(3))

  expect(tape.frames.map(([id, frame]) => [id, frame.type])).toEqual([
    ['e1:2', 'snapshot'],
    ['e1:3', 'events'],
  ])
})

test('DL-4: wherever a reader was cut off, they go on with exactly what follows', async () => {
  const { customer, say, watchRoom } = await startRealtimeScene()
  const { customer: shopper, roomId } = await customer()
  for (let count = 0; count < 60; count += 1) await say(shopper, roomId, `Message ${count}`)
  const lastSeq = 61

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: lastSeq - 1 }), async (cut) => {
      const tape = watchRoom(shopper, roomId, `e1:${cut}`)
      await tape.until(reaches(lastSeq))
      expect(seqsIn(tape.frames)).toEqual(
        Array.from({ length: lastSeq - cut }, (_, index) => cut + 1 + index),
      )
    }),
    { numRuns: 30 },
  )
})

test.each([
  ['of another history of the database', 'e0:2'],
  ['ahead of the log', 'e1:99'],
  ['that is no id of ours', 'nonsense'],
  ['without a number', 'e1:'],
  ['below zero', 'e1:-1'],
  ['that is no whole number', 'e1:1e0'],
])('DL-7: an id %s asks for a fresh start, never for a part', async (_, lastEventId) => {
  const { waiting, watchRoom } = await startRealtimeScene()
  const { customer, roomId } = await waiting()

  const tape = watchRoom(customer, roomId, lastEventId)

  expect(await tape.ended).toEqual(refusal('resync_required'))
  expect(tape.frames).toEqual([])
})

test('DL-7: a reader more than 500 events behind is asked for a fresh start, one exactly 500 behind is not', async () => {
  const { waiting, say, watchRoom } = await startRealtimeScene()
  const { customer, roomId } = await waiting()
  for (let count = 0; count < 501; count += 1) await say(customer, roomId)

  const tooFar = watchRoom(customer, roomId, 'e1:2')
  const justNear = watchRoom(customer, roomId, 'e1:3')

  expect(await tooFar.ended).toEqual(refusal('resync_required'))
  await justNear.until(reaches(503))
})

test('MS-5: a customer never gets a note, not in the snapshot, not live, not when resuming', async () => {
  const { agent, open, say, key, ports, watchRoom } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const note = (body: string) => addNote(ports, owner, { roomId, clientId: key(), body })

  await note('Before')
  const theirs = watchRoom(customer, roomId)
  const ours = watchRoom(owner, roomId)
  await ours.until(saysThat('Before'))
  await note('After')
  await say(owner, roomId, 'Hello')
  await Promise.all([theirs.until(saysThat('Hello')), ours.until(saysThat('Hello'))])
  const resumed = watchRoom(customer, roomId, 'e1:1')
  await resumed.until(saysThat('Hello'))

  expect(seqsIn(ours.frames)).toEqual([1, 2, 3, 4, 5, 6])
  expect(seqsIn(theirs.frames)).toEqual([1, 2, 3, 6])
  expect(seqsIn(resumed.frames)).toEqual([2, 3, 6])
})

test('R-12: a room of somebody else and a room that does not exist answer alike', async () => {
  const { waiting, customer, watchRoom } = await startRealtimeScene()
  const { roomId } = await waiting()
  const { customer: stranger } = await customer()

  const foreign = await watchRoom(stranger, roomId).ended
  const unknown = await watchRoom(stranger, '00000000-0000-4000-8000-00000000ffff').ended

  expect(foreign).toBeInstanceOf(ChatError)
  expect(foreign).toEqual(refusal('room_not_found'))
  expect(unknown).toEqual(foreign)
})

test('R-08: an agent from whom a room is taken gets not one more event of it', async () => {
  const { agent, open, say, ports, groupIds, watchRoom } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const tape = watchRoom(owner, roomId)
  await tape.until(reaches(3))

  await transferRoom(ports, owner, { roomId, groupId: groupIds[1] })
  await say(customer, roomId, 'For the others only')

  expect(await tape.ended).toEqual(refusal('room_not_found'))
  expect(seqsIn(tape.frames)).toEqual([1, 2, 3])
})

test('R-08: an agent who keeps a room in view sees it close and goes on', async () => {
  const { agent, open, say, ports, watchRoom } = await startRealtimeScene()
  const owner = await agent()
  const { customer, roomId } = await open(owner)
  const tape = watchRoom(owner, roomId)

  await closeRoom(ports, owner, { roomId })
  await say(customer, roomId, 'One more thing')

  await tape.until(saysThat('One more thing'))
})

test('DL-6: what the bus loses is found by the position check', async () => {
  const bus = createMemoryBus()
  const { waiting, say, watchRoom } = await startRealtimeScene({ bus })
  const { customer, roomId } = await waiting()
  const tape = watchRoom(customer, roomId)
  await tape.until(reaches(2))

  // The scene publishes on a bus of its own, which nobody here listens to.
  await say(customer, roomId, 'Nobody was told')

  await tape.until(saysThat('Nobody was told'))
})
