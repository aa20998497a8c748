// @vitest-environment node
import type { Message, RoomEvent, RoomView } from '@shopbell/chat-core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRoomFeed, type RoomFeed } from './room-feed.ts'
import type { RoomTransport, StreamObserver, TrackedFrame } from './room-transport.ts'
import { refusedWith } from './testing/chat-error.ts'
import { anna, mara, text } from './testing/messages.ts'

/** The far end of the wire, to be played by the test. */
function farEnd() {
  const openings: { lastEventId: string | null; observer: StreamObserver<TrackedFrame> }[] = []
  const transport: Pick<RoomTransport, 'events' | 'signals'> = {
    events({ lastEventId }, observer) {
      openings.push({ lastEventId, observer })
      return () => undefined
    },
    signals: () => () => undefined,
  }
  const say = (id: string, frame: TrackedFrame['frame']) =>
    openings.at(-1)?.observer.onFrame({ id, frame })
  return { openings, transport, say }
}

const view = (messages: readonly Message[], cursor: number): RoomView => ({
  roomId: 'room',
  customer: { id: 'mara', name: 'Mara', identified: false },
  status: 'open',
  assignee: null,
  waitingSince: null,
  rating: null,
  messages,
  cursor,
  hasOlder: false,
})

const events = (...messages: Message[]) => ({
  type: 'events' as const,
  events: messages.map((message) => ({ type: 'message.created', message }) as RoomEvent),
})

let server: ReturnType<typeof farEnd>
let feed: RoomFeed
let snapshots: boolean[]

const open = (hasAllKinds: boolean) => {
  server = farEnd()
  snapshots = []
  feed = createRoomFeed({
    roomId: 'room',
    ownId: 'anna',
    hasAllKinds,
    transport: server.transport,
    onSnapshot: (_, isResync) => snapshots.push(isResync),
  })
  server.say('1:1', { type: 'snapshot', view: view([text(1, mara)], 1) })
}
const shown = () => feed.store.getState().view?.messages.map(({ seq }) => seq)
const resumedFrom = () => server.openings.map(({ lastEventId }) => lastEventId)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  feed.stop()
  vi.useRealTimers()
})

test('I4: what a reader of everything misses is asked for again, from where they are', async () => {
  open(true)
  server.say('1:3', events(text(3, mara)))
  expect(shown()).toEqual([1])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(resumedFrom()).toEqual([null, '1:1'])
  server.say('1:3', events(text(2, anna), text(3, mara)))
  expect(shown()).toEqual([1, 2, 3])
})

test('a log that stays broken is loaded afresh', async () => {
  open(true)
  server.say('1:3', events(text(3, mara)))
  await vi.advanceTimersByTimeAsync(1_000)
  server.say('1:3', events(text(3, mara)))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(resumedFrom()).toEqual([null, '1:1', null])
})

test('MS-5: a customer’s log may skip notes, but not go backwards', async () => {
  open(false)
  server.say('1:4', events(text(4, anna)))
  expect(shown()).toEqual([1, 4])
  server.say('1:7', events(text(7, anna), text(6, anna)))
  expect(shown()).toEqual([1, 4])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(resumedFrom()).toEqual([null, '1:4'])
})

test('what is there already is harmless, on its own and before something new', () => {
  open(true)
  server.say('1:2', events(text(2, anna)))
  server.say('1:2', events(text(1, mara), text(2, anna)))
  server.say('1:3', events(text(2, anna), text(3, mara)))
  expect(shown()).toEqual([1, 2, 3])
  expect(server.openings).toHaveLength(1)
})

test('DL-7: a snapshot says whether the server took back what was known before', async () => {
  open(true)
  server.openings.at(-1)?.observer.onEnd(refusedWith('resync_required'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(resumedFrom()).toEqual([null, null])
  server.say('2:1', { type: 'snapshot', view: view([text(1, mara)], 1) })
  expect(snapshots).toEqual([false, true])
})

test('a message of a kind this page does not know says so, and the conversation goes on', () => {
  open(true)
  const unknown = { ...text(2, anna), kind: 'card', body: undefined } as unknown as Message
  const fact = { ...text(3, anna), kind: 'system', fact: { type: 'room.painted' } }
  server.say('1:3', events(unknown, fact as unknown as Message))
  server.say('1:4', events(text(4, mara)))
  const messages = feed.store.getState().view?.messages ?? []
  expect(messages.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'text'])
  expect(messages[1]).toMatchObject({ body: expect.stringContaining('cannot be shown') })
})
