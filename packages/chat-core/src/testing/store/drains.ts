import { describe, expect, test } from 'vitest'
import type { Message } from '../../message/message.ts'
import type { Notice } from '../../ports/bus.ts'
import { closeRoom } from '../../room/close-room.ts'
import { transferRoom } from '../../room/transfer-room.ts'
import { drainLine } from '../../routing/drain-line.ts'
import type { Scene } from '../scene.ts'
import { idsOf, lineOf, ownersOf } from './line-of.ts'

const times = (count: number) => Array.from({ length: count }, (_, index) => index)

/** What a log says, in short: its facts by their type, an assignment by whom it names. */
const factsOf = (log: readonly Message[]) =>
  log.map((one) => {
    if (one.kind !== 'system') return one.kind
    return one.fact.type === 'room.assigned' ? one.fact.agent.id : one.fact.type
  })

export function drainsContract(scene: () => Scene): void {
  describe('offers and drains', () => {
    test('RT-4: a room that comes into an empty line gets its owner in the same step', async () => {
      const the = scene()
      const { ports } = the
      const [groupId, otherId] = the.groupIds
      await the.setStrategy(groupId, 'least_loaded')
      await the.setStrategy(otherId, 'round_robin')
      const [anna, bo] = [await the.eligible(), await the.eligible({ groupIds: [otherId] })]
      const heard: Notice[] = []
      const stop = ports.bus.subscribe((notice) => heard.push(notice))
      const { customer, roomId } = await the.waiting()
      expect(factsOf(await the.log(roomId))).toEqual(['room.opened', 'text', anna.id])
      await transferRoom(ports, anna, { roomId, groupId: otherId })
      expect(factsOf((await the.log(roomId)).slice(3))).toEqual(['room.transferred', bo.id])
      await closeRoom(ports, bo, { roomId })
      const sent = await the.say(customer, roomId, 'Hello again')
      expect(sent).toMatchObject({ kind: 'text', body: 'Hello again' })
      stop()
      expect(factsOf((await the.log(roomId)).slice(6))).toEqual(['room.reopened', 'text', bo.id])
      const ends = (await ports.rooms.threads(roomId)).map(({ status, agent }) => [
        status,
        agent?.id ?? null,
      ])
      expect(ends).toEqual([
        ['closed', null],
        ['closed', anna.id],
        ['closed', null],
        ['closed', bo.id],
        ['closed', null],
        ['active', bo.id],
      ])
      const moves = heard.flatMap((one) => (one.type === 'room.changed' ? [one] : []))
      expect(moves.map(({ room, messages }) => [room.status, messages.length])).toEqual([
        ['open', 3],
        ['open', 2],
        ['closed', 1],
        ['open', 3],
      ])
    })

    test('RT-4: nobody passes those who wait already, and who finds nobody waits', async () => {
      const the = scene()
      const [groupId] = the.groupIds
      const [early] = await lineOf(the, 1)
      await the.setStrategy(groupId, 'round_robin')
      const anna = await the.eligible({ capacity: 1 })
      const late = await the.waiting()
      expect(await ownersOf(the, early ? [early, late] : [])).toEqual([null, null])
      expect(await drainLine(the.ports, groupId)).toBe(1)
      expect(await ownersOf(the, early ? [early, late] : [])).toEqual([anna.id, null])
      const { status, waitingSince } = await the.room(late.roomId)
      expect([status, waitingSince === null]).toEqual(['waiting', false])
    })

    test('RT-5: of many drains at once every room gets one owner, and nobody more than they may own', async () => {
      const the = scene()
      const [groupId] = the.groupIds
      const rooms = await lineOf(the, 8)
      const agents = await Promise.all(times(3).map(() => the.eligible({ capacity: 2 })))
      await the.setStrategy(groupId, 'round_robin')
      const drains = await Promise.all(times(4).map(() => drainLine(the.ports, groupId)))
      expect(drains.reduce((sum, count) => sum + count)).toBe(6)
      const owners = await ownersOf(the, rooms)
      expect(owners.slice(6)).toEqual([null, null])
      expect(owners.slice(0, 6).sort()).toEqual([...idsOf(agents), ...idsOf(agents)].sort())
      for (const { roomId } of rooms.slice(0, 6)) {
        const facts = (await the.log(roomId)).filter(({ kind }) => kind === 'system')
        expect(facts).toHaveLength(2)
      }
      expect(await the.ports.routing.movableLines()).toEqual([])
    })

    test('RT-5, DL-6: the bus is told of every room that a drain gave away', async () => {
      const the = scene()
      const [room] = await lineOf(the, 1)
      const heard: unknown[] = []
      const stop = the.ports.bus.subscribe((notice) => heard.push(notice))
      const anna = await the.eligible()
      await the.setStrategy(the.groupIds[0], 'round_robin')
      expect(await drainLine(the.ports, the.groupIds[0])).toBe(1)
      stop()
      expect(heard).toEqual([
        expect.objectContaining({
          type: 'room.changed',
          statusChanged: true,
          room: expect.objectContaining({ roomId: room?.roomId, status: 'open' }),
          before: expect.objectContaining({ assignee: null }),
          messages: [expect.objectContaining({ fact: expect.objectContaining({ by: null }) })],
        }),
      ])
      expect((await the.room(room?.roomId ?? '')).assignee?.id).toBe(anna.id)
    })
  })
}
