import { describe, expect, test } from 'vitest'
import type { AgentActor } from '../../actor.ts'
import { limits } from '../../limits.ts'
import { addNote } from '../../message/add-note.ts'
import type { InboxFilter } from '../../ports/inbox.ts'
import { acceptRoom } from '../../room/accept-room.ts'
import type { Scene } from '../scene.ts'

const FILTERS: readonly InboxFilter[] = ['mine', 'waiting', 'open', 'closed']

const idsOf = async (the: Scene, agent: AgentActor, filter: InboxFilter) =>
  (await the.ports.rooms.listRooms(agent, { filter, limit: 50 })).rooms.map(({ id }) => id)

/** A room of every status in each of the two groups; `anna` is in the first, `bo` in the second. */
async function fullShop(the: Scene) {
  const [first, second] = the.groupIds
  const [anna, bo] = [await the.agent(), await the.agent('agent', [second])]
  const manager = await the.agent('manager', [])
  await the.customer()
  const waiting = await the.waiting(first)
  const elsewhere = await the.waiting(second)
  const open = await the.open(anna)
  const closed = await the.closed(anna)
  const taken = await the.waiting(second)
  await acceptRoom(the.ports, bo, taken)
  const ids = {
    waiting: waiting.roomId,
    elsewhere: elsewhere.roomId,
    open: open.roomId,
    closed: closed.roomId,
    taken: taken.roomId,
  }
  return { anna, bo, manager, ids }
}

export function listsContract(scene: () => Scene): void {
  describe('lists', () => {
    test('QU-3: each agent sees the rooms of their groups, a manager those of all', async () => {
      const the = scene()
      const { anna, bo, manager, ids } = await fullShop(the)
      const lists = async (agent: AgentActor) =>
        Promise.all(FILTERS.map((filter) => idsOf(the, agent, filter)))
      expect(await lists(anna)).toEqual([[ids.open], [ids.waiting], [ids.open], [ids.closed]])
      expect(await lists(bo)).toEqual([[ids.taken], [ids.elsewhere], [ids.taken], []])
      expect(await lists(manager)).toEqual([
        [],
        [ids.waiting, ids.elsewhere],
        [ids.taken, ids.open],
        [ids.closed],
      ])
    })

    test('QU-3: an owner sees their room whatever their groups', async () => {
      const the = scene()
      const { anna, ids } = await fullShop(the)
      const moved = { ...anna, groupIds: [] }
      expect(await idsOf(the, moved, 'mine')).toEqual([ids.open])
      expect(await idsOf(the, moved, 'open')).toEqual([ids.open])
      expect(await idsOf(the, moved, 'waiting')).toEqual([])
    })

    test('QU-5: the counts are the lengths of the lists', async () => {
      const the = scene()
      const { anna, bo, manager } = await fullShop(the)
      for (const agent of [anna, bo, manager]) {
        const counts = await the.ports.rooms.countRooms(agent)
        for (const filter of ['mine', 'waiting', 'open'] as const)
          expect(counts[filter]).toBe((await idsOf(the, agent, filter)).length)
      }
    })

    test('QU-4: pages show each room once, in order, and end', async () => {
      const the = scene()
      const anna = await the.agent()
      const waiting: string[] = []
      const open: string[] = []
      for (let count = 0; count < 5; count += 1) {
        waiting.push((await the.waiting()).roomId)
        open.push((await the.open(anna)).roomId)
      }
      for (const [filter, expected] of [
        ['waiting', waiting],
        ['open', open.toReversed()],
        ['mine', open.toReversed()],
      ] as const) {
        const pages: string[][] = []
        let cursor: string | null | undefined
        while (cursor !== null) {
          const page = await the.ports.rooms.listRooms(anna, { filter, limit: 2, cursor })
          pages.push(page.rooms.map(({ id }) => id))
          cursor = page.nextCursor
        }
        expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
        expect(pages.flat()).toEqual(expected)
      }
    })

    test('QU-4: a cursor that is not from this list is refused', async () => {
      const the = scene()
      const agent = await the.agent()
      for (const cursor of ['', 'nonsense', '0', '{}', "'; --", 'e30', '\u{1F600}'])
        await expect(
          the.ports.rooms.listRooms(agent, { filter: 'open', limit: 2, cursor }),
        ).rejects.toMatchObject({ code: 'input_invalid' })
    })

    test('QU-4: a new message brings its room to the top; reading does not', async () => {
      const the = scene()
      const anna = await the.agent()
      const [older, newer] = [await the.open(anna), await the.open(anna)]
      expect(await idsOf(the, anna, 'open')).toEqual([newer.roomId, older.roomId])
      await the.say(older.customer, older.roomId)
      expect(await idsOf(the, anna, 'open')).toEqual([older.roomId, newer.roomId])
      await the.ports.rooms.advanceRead(newer.roomId, anna, 3)
      expect(await idsOf(the, anna, 'open')).toEqual([older.roomId, newer.roomId])
    })

    test('QU-6: a row is the room, its newest text cut to an excerpt, and what is unread', async () => {
      const the = scene()
      const anna = await the.agent()
      const { customer, roomId } = await the.waiting()
      const body = '🪔'.repeat(limits.excerptMaxChars + 1)
      const text = await the.say(customer, roomId, body)
      await addNote(the.ports, anna, { roomId, clientId: the.key(), body: 'Likes lamps' })
      const [summary] = await the.ports.rooms.summaries([roomId])
      const { createdAt: _, ...room } = await the.room(roomId)
      expect(summary).toEqual({
        ...room,
        lastMessage: {
          authorKind: 'customer',
          authorName: customer.name,
          excerpt: '🪔'.repeat(limits.excerptMaxChars),
          createdAt: text.createdAt,
        },
        unreadCount: 2,
      })
      const { rooms } = await the.ports.rooms.listRooms(anna, { filter: 'waiting', limit: 5 })
      expect(rooms).toEqual([summary])
    })

    test('QU-1, QU-2: the queue goes by priority, then by wait, with places in each line', async () => {
      const the = scene()
      const [first, second] = the.groupIds
      const both = await the.agent('agent', [first, second])
      const a = await the.waiting(first)
      const b = await the.waiting(second)
      const c = await the.waiting(first)
      const d = await the.waiting(first)
      const e = await the.waiting(second)
      await the.setPriority(d.roomId, 5)
      const places = [
        [d.roomId, 1],
        [a.roomId, 2],
        [b.roomId, 1],
        [c.roomId, 3],
        [e.roomId, 2],
      ] as const
      const queue = await the.ports.rooms.listQueue(both, 10)
      expect(queue.map(({ room, place }) => [room.id, place])).toEqual(places)
      expect(await idsOf(the, both, 'waiting')).toEqual(places.map(([id]) => id))
      expect(await the.ports.rooms.queuePlaces(places.map(([id]) => id))).toEqual(new Map(places))
      const short = await the.ports.rooms.listQueue(both, 2)
      expect(short.map(({ room }) => room.id)).toEqual([d.roomId, a.roomId])
    })

    test('QU-2: whoever leaves the line moves the others up and has no place', async () => {
      const the = scene()
      const anna = await the.agent()
      const [one, two] = [await the.waiting(), await the.waiting()]
      const empty = await the.customer()
      await acceptRoom(the.ports, anna, one)
      const ids = [one, two, empty].map(({ roomId }) => roomId)
      expect(await the.ports.rooms.queuePlaces(ids)).toEqual(new Map([[two.roomId, 1]]))
    })

    test('QU-1: an agent sees the queue of their groups, with places in the whole line', async () => {
      const the = scene()
      const [first, second] = the.groupIds
      const one = await the.waiting(first)
      const two = await the.waiting(second)
      const queueOf = async (agent: AgentActor) =>
        (await the.ports.rooms.listQueue(agent, 10)).map(({ room }) => room.id)
      expect(await queueOf(await the.agent('agent', [first]))).toEqual([one.roomId])
      expect(await queueOf(await the.agent('agent', [second]))).toEqual([two.roomId])
      expect(await queueOf(await the.agent('agent', []))).toEqual([])
      expect(await queueOf(await the.agent('admin', []))).toEqual([one.roomId, two.roomId])
    })
  })
}
