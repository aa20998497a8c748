import { describe, expect, test } from 'vitest'
import { acceptRoom } from '../../room/accept-room.ts'
import { closeRoom } from '../../room/close-room.ts'
import { drainLine } from '../../routing/drain-line.ts'
import type { Scene } from '../scene.ts'
import { idsOf, lineOf, ownersOf } from './line-of.ts'

const OTHER_NODE = 'e0000000-0000-4000-8000-000000000001'
const times = (count: number) => Array.from({ length: count }, (_, index) => index)

export function routingContract(scene: () => Scene): void {
  describe('routing', () => {
    test('RT-3: the room at the head of the line gets an owner, and the log says how they were chosen', async () => {
      const the = scene()
      const { ports } = the
      const [groupId] = the.groupIds
      const [first, second] = await lineOf(the, 2)
      const anna = await the.eligible({ capacity: 1 })
      await the.setStrategy(groupId, 'least_loaded')
      const assigned = await ports.routing.assignNext(groupId)
      const roomId = first?.roomId ?? ''
      expect(assigned?.room).toEqual(await the.room(roomId))
      expect(assigned?.room).toMatchObject({ status: 'open', assignee: { id: anna.id } })
      expect(assigned?.before).toMatchObject({ id: roomId, status: 'waiting' })
      const log = await the.log(roomId)
      expect(assigned?.messages).toEqual(log.slice(-1))
      const agent = { id: anna.id, name: anna.name }
      expect(log.at(-1)).toMatchObject({
        fact: { type: 'room.assigned', agent, by: null, strategy: 'least_loaded' },
      })
      const threads = await ports.rooms.threads(roomId)
      expect(threads.map(({ status }) => status)).toEqual(['closed', 'active'])
      expect(await ownersOf(the, second ? [second] : [])).toEqual([null])
    })

    test('RT-3: the line goes by priority, then by wait', async () => {
      const the = scene()
      const rooms = await lineOf(the, 4)
      const [first, second, third, last] = rooms
      await the.setPriority(third?.roomId ?? '', 2)
      await the.eligible()
      await the.setStrategy(the.groupIds[0], 'round_robin')
      const order: (string | undefined)[] = []
      for (const _ of rooms) {
        order.push((await the.ports.routing.assignNext(the.groupIds[0]))?.room.id)
      }
      expect(order).toEqual([third, first, second, last].map((one) => one?.roomId))
    })

    test('RT-1, RT-3: nothing happens while nobody is eligible, nobody waits, or rooms are taken by hand', async () => {
      const the = scene()
      const { agents, routing } = the.ports
      const [groupId, otherId] = the.groupIds
      const [room] = await lineOf(the, 1)
      await the.setStrategy(groupId, 'least_loaded')
      await the.eligible({ groupIds: [otherId] })
      const unconnected = await the.agent()
      await agents.updateAgent(unconnected.id, { availability: 'online' })
      for (const availability of ['away', 'offline'] as const)
        await agents.updateAgent((await the.eligible()).id, { availability })
      const full = await the.eligible({ capacity: 1 })
      await acceptRoom(the.ports, full, await the.waiting())
      const before = await the.log(room?.roomId ?? '')
      expect(await routing.movableLines()).toEqual([])
      expect(await routing.assignNext(groupId)).toBeNull()

      const anna = await the.eligible()
      await the.setStrategy(groupId, 'manual')
      expect(await routing.movableLines()).toEqual([])
      expect(await routing.assignNext(groupId)).toBeNull()
      expect(await routing.assignNext(room?.roomId ?? '')).toBeNull()
      expect(await the.log(room?.roomId ?? '')).toEqual(before)

      await the.setStrategy(groupId, 'least_loaded')
      expect(await routing.movableLines()).toEqual([groupId])
      expect((await routing.assignNext(groupId))?.room.assignee?.id).toBe(anna.id)
      expect(await routing.movableLines()).toEqual([])
      expect(await routing.assignNext(groupId)).toBeNull()
    })

    test('RT-2: round robin goes round, whatever its agents own', async () => {
      const the = scene()
      const rooms = await lineOf(the, 5)
      const [anna, bo] = [await the.eligible(), await the.eligible()]
      await acceptRoom(the.ports, anna, await the.waiting())
      await the.setStrategy(the.groupIds[0], 'round_robin')
      await drainLine(the.ports, the.groupIds[0])
      const [first, second, ...later] = await ownersOf(the, rooms)
      expect([first, second].sort()).toEqual(idsOf([anna, bo]).sort())
      expect(later).toEqual([first, second, first])
    })

    test('RT-2: the least loaded get rooms until all own as many', async () => {
      const the = scene()
      const [anna, bo] = [await the.eligible(), await the.eligible()]
      for (const _ of times(3)) await acceptRoom(the.ports, anna, await the.waiting())
      const rooms = await lineOf(the, 4)
      await the.setStrategy(the.groupIds[0], 'least_loaded')
      await drainLine(the.ports, the.groupIds[0])
      const owners = await ownersOf(the, rooms)
      expect(owners.slice(0, 3)).toEqual([bo.id, bo.id, bo.id])
    })

    test('RT-2: who comes back meets the agent they had, if that one is eligible', async () => {
      const the = scene()
      const [groupId] = the.groupIds
      const [anna, bo] = [await the.eligible(), await the.eligible()]
      const { customer, roomId } = await the.closed(bo)
      for (const _ of times(2)) await acceptRoom(the.ports, bo, await the.waiting())
      const comeBack = async () => {
        await the.say(customer, roomId)
        await the.setStrategy(groupId, 'sticky')
        await drainLine(the.ports, groupId)
        await the.setStrategy(groupId, 'manual')
        return (await the.room(roomId)).assignee?.id
      }
      expect(await comeBack()).toBe(bo.id)
      await closeRoom(the.ports, bo, { roomId })
      await the.ports.agents.updateAgent(bo.id, { availability: 'away' })
      expect(await comeBack()).toBe(anna.id)
    })

    test('RT-2: members of a smaller priority get rooms until they have enough', async () => {
      const the = scene()
      const [groupId] = the.groupIds
      const rooms = await lineOf(the, 3)
      const [later, first] = [await the.eligible(), await the.eligible({ capacity: 2 })]
      await the.setMemberPriority(first.id, groupId, 0)
      await the.setStrategy(groupId, 'round_robin')
      await drainLine(the.ports, groupId)
      expect(await ownersOf(the, rooms)).toEqual([first.id, first.id, later.id])
    })

    test('RT-6: an agent gets rooms while a node says that they are connected, and its word holds', async () => {
      const the = scene()
      const { agents, routing } = the.ports
      const [groupId] = the.groupIds
      await lineOf(the, 1)
      await the.setStrategy(groupId, 'round_robin')
      const { id } = await the.agent()
      await agents.updateAgent(id, { availability: 'online' })
      const isEligible = async () => (await routing.movableLines()).length > 0
      const [node, other] = [the.key(), OTHER_NODE]

      await routing.link(node, [id], 60_000)
      await routing.link(other, [id], 60_000)
      expect(await isEligible()).toBe(true)
      await routing.unlink(node, [id])
      expect(await isEligible()).toBe(true)
      await routing.link(other, [id], 0)
      expect(await isEligible()).toBe(false)
      await routing.link(other, [id, (await the.agent()).id], 60_000)
      expect(await isEligible()).toBe(true)
      await routing.unlink(node)
      expect(await isEligible()).toBe(true)
      await routing.unlink(other)
      expect(await isEligible()).toBe(false)
    })
  })
}
