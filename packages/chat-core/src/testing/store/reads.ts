import { describe, expect, test } from 'vitest'
import { addNote } from '../../message/add-note.ts'
import type { Audience, Message } from '../../message/message.ts'
import { rateRoom } from '../../room/rate-room.ts'
import type { Scene } from '../scene.ts'

const seqsOf = (messages: readonly Message[]): number[] => messages.map(({ seq }) => seq)

/** A room of nine messages in which 4, 6 and 9 are notes. */
async function notedRoom(the: Scene) {
  const owner = await the.agent()
  const { customer, roomId } = await the.open(owner)
  const note = () => addNote(the.ports, owner, { roomId, clientId: the.key(), body: 'Hush' })
  await note()
  await the.say(customer, roomId)
  await note()
  await the.say(owner, roomId)
  await the.say(customer, roomId)
  await note()
  return { owner, customer, roomId }
}

/** Reads a log to its end, a page at a time. */
async function readAll(
  { ports }: Scene,
  query: { roomId: string; audience: Audience; limit: number },
  direction: 'forward' | 'back',
): Promise<number[][]> {
  const pages: number[][] = []
  let position = direction === 'forward' ? { afterSeq: 0 } : { beforeSeq: 1_000 }
  for (;;) {
    const { messages, hasMore } = await ports.rooms.readMessages({ ...query, ...position })
    pages.push(seqsOf(messages))
    const edge = direction === 'forward' ? messages.at(-1) : messages[0]
    if (!hasMore || !edge) return pages
    position = direction === 'forward' ? { afterSeq: edge.seq } : { beforeSeq: edge.seq }
  }
}

export function readsContract(scene: () => Scene): void {
  describe('reads', () => {
    test('MS-5: a customer gets no note, in a view or a page; staff get all', async () => {
      const the = scene()
      const { roomId } = await notedRoom(the)
      const seqs = { customer: [1, 2, 3, 5, 7, 8], staff: [1, 2, 3, 4, 5, 6, 7, 8, 9] }
      for (const audience of ['customer', 'staff'] as const) {
        const view = await the.ports.rooms.readView(roomId, audience, 50)
        expect(seqsOf(view?.messages ?? [])).toEqual(seqs[audience])
        const page = await the.ports.rooms.readMessages({ roomId, audience, limit: 50 })
        expect(seqsOf(page.messages)).toEqual(seqs[audience])
        expect(page.hasMore).toBe(false)
      }
    })

    test('DL-3: paging meets every visible message once, in both directions', async () => {
      const the = scene()
      const { roomId } = await notedRoom(the)
      const query = { roomId, limit: 2 }
      const read = (audience: Audience, direction: 'forward' | 'back') =>
        readAll(the, { ...query, audience }, direction)
      expect(await read('customer', 'forward')).toEqual([
        [1, 2],
        [3, 5],
        [7, 8],
      ])
      expect(await read('customer', 'back')).toEqual([
        [7, 8],
        [3, 5],
        [1, 2],
      ])
      expect(await read('staff', 'forward')).toEqual([[1, 2], [3, 4], [5, 6], [7, 8], [9]])
      expect(await read('staff', 'back')).toEqual([[8, 9], [6, 7], [4, 5], [2, 3], [1]])
    })

    test('DL-3: a page beyond either end is empty', async () => {
      const the = scene()
      const { roomId } = await notedRoom(the)
      const query = { roomId, audience: 'customer', limit: 5 } as const
      const nothing = { messages: [], hasMore: false }
      const { rooms } = the.ports
      expect(await rooms.readMessages({ ...query, afterSeq: 8 })).toEqual(nothing)
      expect(await rooms.readMessages({ ...query, afterSeq: 99 })).toEqual(nothing)
      expect(await rooms.readMessages({ ...query, beforeSeq: 1 })).toEqual(nothing)
    })

    test('DL-5: a view is the newest messages, the state and the position, read at once', async () => {
      const the = scene()
      const { owner, customer, roomId } = await notedRoom(the)
      const view = await the.ports.rooms.readView(roomId, 'customer', 2)
      expect(view).toEqual({
        roomId,
        customer: { id: customer.id, name: customer.name, identified: false },
        status: 'open',
        assignee: { id: owner.id, name: owner.name },
        waitingSince: null,
        rating: null,
        messages: (await the.log(roomId)).slice(6, 8),
        cursor: 9,
        hasOlder: true,
      })
      expect(await the.ports.rooms.readView(roomId, 'customer', 6)).toMatchObject({
        hasOlder: false,
      })
    })

    test('DL-5: the view of an empty room is empty; a rating shows until the next thread', async () => {
      const the = scene()
      const empty = await the.customer()
      expect(await the.ports.rooms.readView(empty.roomId, 'staff', 5)).toMatchObject({
        status: 'closed',
        messages: [],
        cursor: 0,
        hasOlder: false,
      })
      const { customer, roomId } = await the.closed(await the.agent())
      await rateRoom(the.ports, customer, { roomId, score: 3 })
      expect(await the.ports.rooms.readView(roomId, 'customer', 5)).toMatchObject({ rating: 3 })
      await the.say(customer, roomId)
      expect(await the.ports.rooms.readView(roomId, 'customer', 5)).toMatchObject({ rating: null })
    })

    test('RD-1: a cursor only grows, and never past the log', async () => {
      const the = scene()
      const { customer, roomId } = await notedRoom(the)
      const { rooms } = the.ports
      expect(await rooms.readState(roomId)).toEqual({ customerSeq: 0, staffSeq: 0 })
      const steps = [
        [5, 5, true],
        [3, 5, false],
        [5, 5, false],
        [Number.MAX_SAFE_INTEGER, 9, true],
        [0, 9, false],
      ] as const
      for (const [seq, customerSeq, advanced] of steps) {
        const step = await rooms.advanceRead(roomId, customer, seq)
        expect(step).toMatchObject({ reads: { customerSeq, staffSeq: 0 }, advanced })
        expect(step.room).toMatchObject({ roomId, lastSeq: 9, status: 'open' })
      }
    })

    test('RD-1: of many steps at once the greatest stays', async () => {
      const the = scene()
      const { customer, roomId } = await notedRoom(the)
      const seqs = [3, 9, 1, 7, 2, 8, 4, 6, 5]
      await Promise.all(seqs.map((seq) => the.ports.rooms.advanceRead(roomId, customer, seq)))
      expect(await the.ports.rooms.readState(roomId)).toMatchObject({ customerSeq: 9 })
    })

    test('RD-2: staff have read as far as the agent who read furthest', async () => {
      const the = scene()
      const { owner, roomId } = await notedRoom(the)
      const colleague = await the.agent()
      const { rooms } = the.ports
      await rooms.advanceRead(roomId, owner, 4)
      await rooms.advanceRead(roomId, colleague, 6)
      const { reads, advanced } = await rooms.advanceRead(roomId, owner, 5)
      expect({ reads, advanced }).toEqual({
        reads: { customerSeq: 0, staffSeq: 6 },
        advanced: true,
      })
      expect(await rooms.readState(roomId)).toEqual(reads)
    })

    test('RD-4: an agent who reads raises the version that lists go by', async () => {
      const the = scene()
      const { owner, roomId } = await notedRoom(the)
      const { version } = await the.room(roomId)
      const { room } = await the.ports.rooms.advanceRead(roomId, owner, 9)
      expect(room.version).toBeGreaterThan(version)
      expect((await the.room(roomId)).version).toBe(room.version)
    })

    test('RD-3: unread are the texts of the customer that the owner has not read', async () => {
      const the = scene()
      const { owner, customer, roomId } = await notedRoom(the)
      const colleague = await the.agent()
      const { rooms } = the.ports
      const unread = async () => (await rooms.summaries([roomId]))[0]?.unreadCount
      expect(await unread()).toBe(3)
      await rooms.advanceRead(roomId, colleague, 9)
      expect(await unread()).toBe(3)
      await rooms.advanceRead(roomId, owner, 5)
      expect(await unread()).toBe(1)
      await rooms.advanceRead(roomId, customer, 9)
      expect(await unread()).toBe(1)
      await rooms.advanceRead(roomId, owner, 9)
      expect(await unread()).toBe(0)
    })

    test('RD-3: in a room without an owner, those that no agent has read', async () => {
      const the = scene()
      const { customer, roomId } = await the.waiting()
      await the.say(customer, roomId)
      const { rooms } = the.ports
      const unread = async () => (await rooms.summaries([roomId]))[0]?.unreadCount
      expect(await unread()).toBe(2)
      await rooms.advanceRead(roomId, await the.agent(), 2)
      expect(await unread()).toBe(1)
      await rooms.advanceRead(roomId, await the.agent(), 3)
      expect(await unread()).toBe(0)
    })
  })
}
