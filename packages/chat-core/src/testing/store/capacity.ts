import { describe, expect, test } from 'vitest'
import type { AgentActor } from '../../actor.ts'
import { joinHistory } from '../../customer/join-history.ts'
import { acceptRoom } from '../../room/accept-room.ts'
import { assignRoom } from '../../room/assign-room.ts'
import { closeRoom } from '../../room/close-room.ts'
import { reopenRoom } from '../../room/reopen-room.ts'
import { transferRoom } from '../../room/transfer-room.ts'
import type { Scene } from '../scene.ts'

const AT_CAPACITY = { code: 'agent_at_capacity' }

/** An agent who may own this many rooms. */
async function agentWith(the: Scene, capacity: number): Promise<AgentActor> {
  const agent = await the.agent()
  await the.ports.agents.updateAgent(agent.id, { capacity })
  return agent
}

const ownedBy = async ({ ports }: Scene, agent: AgentActor) =>
  (await ports.rooms.countRooms(agent)).mine

export function capacityContract(scene: () => Scene): void {
  describe('capacity', () => {
    test('RM-11: whatever would give an agent one room too many is refused, and nothing is written', async () => {
      const { ports, ...the } = scene()
      const [manager, other] = [await the.agent('manager'), await the.agent()]
      const anna = await agentWith(scene(), 1)
      const closed = await the.closed(anna)
      await the.open(anna)
      const [waiting, open] = [await the.waiting(), await the.open(other)]
      const target = { agentId: anna.id }
      for (const [{ roomId }, attempt] of [
        [waiting, () => acceptRoom(ports, anna, waiting)],
        [waiting, () => the.say(anna, waiting.roomId)],
        [waiting, () => assignRoom(ports, manager, { ...waiting, ...target })],
        [open, () => assignRoom(ports, manager, { ...open, ...target })],
        [open, () => transferRoom(ports, other, { ...open, ...target })],
        [closed, () => reopenRoom(ports, anna, closed)],
      ] as const) {
        const before = [await the.room(roomId), await the.log(roomId)]
        await expect(attempt()).rejects.toMatchObject({
          ...AT_CAPACITY,
          details: { agentName: anna.name },
        })
        expect([await the.room(roomId), await the.log(roomId)]).toEqual(before)
      }
    })

    test('RM-11: what they own already counts once, and what they let go leaves room for another', async () => {
      const { ports, ...the } = scene()
      const anna = await agentWith(scene(), 1)
      const { roomId } = await the.open(anna)
      await acceptRoom(ports, anna, { roomId })
      await the.say(anna, roomId)
      const next = await the.waiting()
      await closeRoom(ports, anna, { roomId })
      await acceptRoom(ports, anna, next)
      await transferRoom(ports, anna, { ...next, groupId: the.groupIds[1] })
      await reopenRoom(ports, anna, { roomId })
      expect(await ownedBy(scene(), anna)).toBe(1)
    })

    test('RM-11: lowering it takes no room away, raising or lifting it lets more in', async () => {
      const { ports, ...the } = scene()
      const anna = await agentWith(scene(), 2)
      for (const _ of [1, 2]) await the.open(anna)
      const next = await the.waiting()
      await ports.agents.updateAgent(anna.id, { capacity: 1 })
      expect(await ownedBy(scene(), anna)).toBe(2)
      await expect(acceptRoom(ports, anna, next)).rejects.toMatchObject(AT_CAPACITY)
      for (const capacity of [3, null]) {
        const agent = await ports.agents.updateAgent(anna.id, { capacity })
        expect(agent.capacity).toBe(capacity)
        await acceptRoom(ports, anna, capacity === 3 ? next : await the.waiting())
      }
      expect(await ownedBy(scene(), anna)).toBe(4)
    })

    test('RM-11, CU-3: a room that is carried over with its owner is the one they had', async () => {
      const { ports, ...the } = scene()
      const anna = await agentWith(scene(), 1)
      const personId = await the.newPerson()
      const person = { id: personId, name: 'Mara', email: `${personId}@lamps.example` }
      const known = await the.customer()
      await ports.customers.bindPerson(known.customer.id, person)
      const { customer } = await the.open(anna)
      await joinHistory(ports, customer, person)
      expect(await the.room(known.roomId)).toMatchObject({ assignee: { id: anna.id } })
      expect(await ownedBy(scene(), anna)).toBe(1)
    })

    test('RM-11: of many rooms that come to an agent at once, from all sides, they get what they may own', async () => {
      const { ports, ...the } = scene()
      const manager = await the.agent('manager')
      const anna = await agentWith(scene(), 3)
      const others = await Promise.all([1, 2, 3].map(() => the.agent()))
      const waiting = await Promise.all(Array.from({ length: 12 }, () => the.waiting()))
      const open = await Promise.all(others.map((owner) => the.open(owner)))
      const attempts = await Promise.allSettled([
        ...waiting.map((room, index) => {
          if (index % 3 === 0) return acceptRoom(ports, anna, room)
          if (index % 3 === 1) return the.say(anna, room.roomId)
          return assignRoom(ports, manager, { ...room, agentId: anna.id })
        }),
        ...open.map((room) => transferRoom(ports, manager, { ...room, agentId: anna.id })),
      ])
      const refusals = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      expect(refusals).toHaveLength(12)
      for (const refusal of refusals) expect(refusal).toMatchObject(AT_CAPACITY)
      expect(await ownedBy(scene(), anna)).toBe(3)
    })
  })
}
