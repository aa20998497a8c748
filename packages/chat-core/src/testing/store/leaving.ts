import { describe, expect, test } from 'vitest'
import type { AgentActor } from '../../actor.ts'
import { groupsFor } from '../../people/groups-for.ts'
import { type Staff, staffFor } from '../../people/staff-for.ts'
import type { Notice } from '../../ports/bus.ts'
import { acceptRoom } from '../../room/accept-room.ts'
import { assignRoom } from '../../room/assign-room.ts'
import { reopenRoom } from '../../room/reopen-room.ts'
import { transferRoom } from '../../room/transfer-room.ts'
import type { Scene } from '../scene.ts'

const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
const GONE = { code: 'agent_not_found' }

/** An admin, who says who goes, and somebody to go. */
async function cast(the: Scene): Promise<{ admin: AgentActor; anna: AgentActor; staff: Staff }> {
  const [admin, anna] = [await the.agent('admin'), await the.agent()]
  return { admin, anna, staff: staffFor(the.ports, admin) }
}

export function leavingContract(scene: () => Scene): void {
  describe('leaving', () => {
    test('AG-7: whoever leaves is offline, found nowhere but where one looks for them, and comes back as they were', async () => {
      const { ports, ...the } = scene()
      const { staff, anna } = await cast(scene())
      const { personId } = await staff.get(anna.id)
      await ports.agents.updateAgent(anna.id, { availability: 'online' })
      const before = await staff.get(anna.id)
      const heard: Notice[] = []
      const stop = ports.bus.subscribe((notice) => heard.push(notice))
      const left = await staff.remove(anna.id, null)
      stop()
      expect(left).toEqual({ ...before, availability: 'offline', deletedAt: expect.any(String) })
      expect(heard).toContainEqual({ type: 'agent.changed', agentId: anna.id })
      expect(heard).toContainEqual({ type: 'access.revoked', subject: 'agent', id: anna.id })
      expect(await staff.remove(anna.id, null)).toEqual(left)
      expect(await ports.agents.findAgent(anna.id)).toBeNull()
      expect(await ports.agents.findAgentOfPerson(personId)).toBeNull()
      expect((await staff.list({})).map(({ id }) => id)).not.toContain(anna.id)
      expect(await staff.list({ withDeleted: true })).toContainEqual(left)
      expect(await staff.get(anna.id)).toEqual(left)
      await expect(staff.update(anna.id, { name: 'A' })).rejects.toMatchObject(GONE)
      await expect(ports.agents.updateAgent(anna.id, {})).rejects.toMatchObject(GONE)
      const group = await ports.groups.find(the.groupIds[0])
      expect(group?.members.map(({ agentId }) => agentId)).not.toContain(anna.id)
      await expect(staff.remove(NOBODY, null)).rejects.toMatchObject(GONE)
      await expect(staff.restore(NOBODY)).rejects.toMatchObject(GONE)
      expect(await staff.restore(anna.id)).toEqual({ ...before, availability: 'offline' })
    })

    test('AG-7: a change of members keeps the place of who has left', async () => {
      const { ports, groupIds } = scene()
      const { admin, staff, anna } = await cast(scene())
      await staff.remove(anna.id, null)
      const members = [{ agentId: admin.id, priority: 1 }]
      await groupsFor(ports, admin).update(groupIds[0], { members })
      expect((await staff.restore(anna.id)).groupIds).toEqual([groupIds[0]])
    })

    test('AG-7: who has left gets no room, whoever gives it', async () => {
      const { ports, ...the } = scene()
      const { admin, staff, anna } = await cast(scene())
      const closed = await the.closed(anna)
      const [waiting, open] = [await the.waiting(), await the.open(admin)]
      await staff.remove(anna.id, null)
      for (const attempt of [
        () => acceptRoom(ports, anna, waiting),
        () => the.say(anna, waiting.roomId),
        () => reopenRoom(ports, anna, closed),
        () => assignRoom(ports, admin, { ...waiting, agentId: anna.id }),
        () => transferRoom(ports, admin, { ...open, agentId: anna.id }),
      ])
        await expect(attempt()).rejects.toMatchObject(GONE)
      expect(await ports.staff.roomsOf(anna.id, 10)).toEqual([])
    })

    test('AG-7: an agent who leaves while rooms come to them owns none in the end', async () => {
      const { ports, ...the } = scene()
      const { admin, staff, anna } = await cast(scene())
      const rooms = await Promise.all(Array.from({ length: 6 }, () => the.waiting()))
      const given = await Promise.allSettled([
        ...rooms.map((room) => assignRoom(ports, admin, { ...room, agentId: anna.id })),
        staff.remove(anna.id, null),
      ])
      for (const result of given)
        if (result.status === 'rejected') expect(result.reason).toMatchObject(GONE)
      expect(await ports.staff.roomsOf(anna.id, 10)).toEqual([])
      for (const { roomId } of rooms)
        expect(await the.room(roomId)).toMatchObject({ status: 'waiting', assignee: null })
    })

    test('AG-8: their rooms wait again with the turn that the customers came with', async () => {
      const { ports, ...the } = scene()
      const { admin, staff, anna } = await cast(scene())
      const first = await the.waiting()
      const came = (await the.room(first.roomId)).waitingSince
      const second = await the.waiting()
      await acceptRoom(ports, admin, first)
      await transferRoom(ports, admin, { ...first, agentId: anna.id })
      const third = await the.waiting()

      await staff.remove(anna.id, null)

      expect(await the.room(first.roomId)).toMatchObject({
        status: 'waiting',
        assignee: null,
        waitingSince: came,
      })
      const fact = {
        type: 'room.requeued',
        by: { id: admin.id, name: admin.name },
        agent: { id: anna.id, name: anna.name },
        waitingSince: came,
      }
      expect((await the.log(first.roomId)).at(-1)).toMatchObject({ kind: 'system', fact })
      const threads = await ports.rooms.threads(first.roomId)
      expect(threads.map(({ status }) => status)).toEqual(['closed', 'closed', 'closed', 'pending'])
      const line = await ports.rooms.listQueue(admin, 10)
      expect(line.map(({ room }) => room.id)).toEqual(
        [first, second, third].map(({ roomId }) => roomId),
      )
      const view = await ports.rooms.readView(first.roomId, 'staff', 50)
      expect(view).toMatchObject({ status: 'waiting', assignee: null, waitingSince: came })
    })

    test('AG-8: who was taken up again waits since then, not since they came the first time', async () => {
      const { ports, ...the } = scene()
      const { staff, anna } = await cast(scene())
      const { roomId } = await the.closed(anna)
      await reopenRoom(ports, anna, { roomId })
      const { openedAt } = (await ports.rooms.threads(roomId)).at(-1) ?? {}
      await staff.remove(anna.id, null)
      expect((await the.room(roomId)).waitingSince).toBe(openedAt)
    })

    test('AG-8: their rooms go to the agent who is named, as far as they may own more', async () => {
      const { ports, ...the } = scene()
      const { admin, staff, anna } = await cast(scene())
      const heir = await the.agent()
      await ports.agents.updateAgent(heir.id, { capacity: 2 })
      for (const _ of [1, 2, 3]) await the.open(anna)
      const closed = await the.closed(anna)
      await expect(staff.remove(anna.id, NOBODY)).rejects.toMatchObject(GONE)
      await expect(staff.remove(anna.id, anna.id)).rejects.toMatchObject(GONE)
      expect(await staff.get(anna.id)).toMatchObject({ deletedAt: null })

      await staff.remove(anna.id, heir.id)

      expect(await ports.rooms.countRooms(admin)).toMatchObject({ waiting: 1, open: 2 })
      const [roomId = ''] = await ports.staff.roomsOf(heir.id, 10)
      expect((await the.log(roomId)).at(-1)).toMatchObject({
        fact: { type: 'room.transferred', by: { id: admin.id }, agent: { id: heir.id } },
      })
      expect(await the.room(closed.roomId)).toMatchObject({ status: 'closed' })
    })

    test('AG-8: what was left behind is moved when they are sent away again', async () => {
      const { ports, ...the } = scene()
      const { staff, anna } = await cast(scene())
      const { roomId } = await the.open(anna)
      await ports.staff.setDeleted(anna.id, true)
      expect(await the.room(roomId)).toMatchObject({ assignee: { id: anna.id } })
      await staff.remove(anna.id, null)
      expect(await the.room(roomId)).toMatchObject({ status: 'waiting' })
    })
  })
}
