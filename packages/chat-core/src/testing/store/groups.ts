import { describe, expect, test } from 'vitest'
import { groupsFor } from '../../people/groups-for.ts'
import type { Notice } from '../../ports/bus.ts'
import { closeRoom } from '../../room/close-room.ts'
import { transferRoom } from '../../room/transfer-room.ts'
import type { Scene } from '../scene.ts'

const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
const MANUAL = { strategy: 'manual' } as const

/** A group beside the two that there are, and what a manager may do with groups. */
async function withThird(the: Scene) {
  const manager = await the.agent('manager')
  const groups = groupsFor(the.ports, manager)
  const third = await groups.create({ name: 'Orders', ...MANUAL })
  return { manager, groups, third }
}

export function groupsContract(scene: () => Scene): void {
  describe('groups', () => {
    test('GR-1: no two groups in use have the same name', async () => {
      const { groups, third } = await withThird(scene())
      const taken = { code: 'name_taken', details: { field: 'name' } }
      await expect(groups.create({ name: 'ORDERS', ...MANUAL })).rejects.toMatchObject(taken)
      const { id } = await groups.create({ name: 'Lamps', ...MANUAL })
      await expect(groups.update(id, { name: 'orders' })).rejects.toMatchObject(taken)
      await groups.remove(third.id)
      expect(await groups.update(id, { name: 'orders' })).toMatchObject({ name: 'orders' })
      await expect(groups.restore(third.id)).rejects.toMatchObject(taken)
    })

    test('GR-2: the default group is one, cannot be deleted, and gives its place away in one step', async () => {
      const { groupIds, ...the } = scene()
      const { groups, third } = await withThird(scene())
      await expect(groups.remove(groupIds[0])).rejects.toMatchObject({
        code: 'default_group_stays',
      })
      expect(await groups.update(third.id, { isDefault: true })).toMatchObject({ isDefault: true })
      const listed = await groups.list({})
      expect(listed.map(({ isDefault }) => isDefault)).toEqual([true, false, false])
      expect(listed[0]?.id).toBe(third.id)
      const { roomId } = await the.customer()
      expect((await the.room(roomId)).group.id).toBe(third.id)
      await groups.remove(groupIds[0])
      await expect(groups.update(groupIds[0], { isDefault: true })).rejects.toMatchObject({
        code: 'group_not_found',
      })
      expect(await groups.update(third.id, { isDefault: true })).toMatchObject({ isDefault: true })
    })

    test('GR-2: of many who want to be the default at once, one is', async () => {
      const { groups, third } = await withThird(scene())
      const { groupIds } = scene()
      const ids = [third.id, ...groupIds]
      await Promise.all([...ids, ...ids].map((id) => groups.update(id, { isDefault: true })))
      expect((await groups.list({})).filter(({ isDefault }) => isDefault)).toHaveLength(1)
    })

    test('GR-3: rooms of a deleted group go on in the default one, each as it was', async () => {
      const { ports, groupIds, ...the } = scene()
      const { manager, groups } = await withThird(scene())
      const [ours, theirs] = groupIds
      const agent = await the.agent('agent', [theirs])
      const waiting = await the.waiting(theirs)
      const open = await the.waiting(theirs)
      await the.say(agent, open.roomId)
      const closed = await the.waiting(theirs)
      await closeRoom(ports, manager, closed)
      const logs = [waiting, open, closed].map(({ roomId }) => the.log(roomId))
      const before = await Promise.all(
        [waiting, open, closed].map(({ roomId }) => the.room(roomId)),
      )
      const lengths = (await Promise.all(logs)).map(({ length }) => length)

      expect(await groups.remove(theirs)).toMatchObject({ deletedAt: expect.any(String) })

      const group = expect.objectContaining({ id: ours })
      for (const [index, { roomId }] of [waiting, open, closed].entries()) {
        const { status, assignee, waitingSince, version = 0 } = before[index] ?? {}
        const room = await the.room(roomId)
        expect(room).toMatchObject({ status, assignee, waitingSince, group })
        expect(room.version).toBeGreaterThan(version)
        const added = (await the.log(roomId)).slice(lengths[index])
        const fact = { type: 'room.regrouped', by: { id: manager.id }, group }
        expect(added).toMatchObject(status === 'closed' ? [] : [{ kind: 'system', fact }])
        const live = (await ports.rooms.threads(roomId)).at(-1)
        expect(live).toMatchObject(
          status === 'closed' ? { status: 'closed' } : { agent: assignee, group, closedAt: null },
        )
      }
      await the.say(closed.customer, closed.roomId)
      expect(await the.room(closed.roomId)).toMatchObject({ status: 'waiting', group })
    })

    test('GR-3: no room comes into a deleted group, and what is left in one is moved when asked again', async () => {
      const { ports, groupIds, ...the } = scene()
      const { manager, groups } = await withThird(scene())
      const { roomId } = await the.waiting(groupIds[1])
      await ports.groups.setDeleted(groupIds[1], true)
      const owner = await the.agent()
      const open = await the.open(owner)
      const transfer = transferRoom(ports, manager, { ...open, groupId: groupIds[1] })
      await expect(transfer).rejects.toMatchObject({ code: 'group_not_found' })
      const late = ports.rooms.changeRoom(open.roomId, ({ room }) => ({
        ...room,
        groupId: groupIds[1],
        thread: 'next',
        messages: [],
      }))
      await expect(late).rejects.toMatchObject({ code: 'group_not_found' })
      expect((await the.room(roomId)).group.id).toBe(groupIds[1])
      await groups.remove(groupIds[1])
      expect((await the.room(roomId)).group.id).toBe(groupIds[0])
    })

    test('GR-3: a group that is deleted while rooms come into it ends up empty', async () => {
      const { ports, groupIds, ...the } = scene()
      const { manager, groups } = await withThird(scene())
      const owner = await the.agent()
      const rooms = await Promise.all([1, 2, 3, 4].map(() => the.open(owner)))
      await Promise.allSettled([
        ...rooms.map((room) => transferRoom(ports, manager, { ...room, groupId: groupIds[1] })),
        groups.remove(groupIds[1]),
      ])
      expect(await ports.groups.roomsIn(groupIds[1], 10)).toEqual([])
    })

    test('GR-4: members change all at once or not at all', async () => {
      const { ports, groupIds, ...the } = scene()
      const { groups, third } = await withThird(scene())
      const [anna, bo] = [await the.agent(), await the.agent()]
      const members = [
        { agentId: anna.id, priority: 0 },
        { agentId: bo.id, priority: 5 },
      ]
      expect((await groups.update(third.id, { members })).members).toEqual(members)
      expect((await ports.agents.findAgent(bo.id))?.groupIds).toContain(third.id)
      const wrong = { name: 'Lost', members: [{ agentId: NOBODY, priority: 1 }] }
      await expect(groups.update(third.id, wrong)).rejects.toMatchObject({
        code: 'agent_not_found',
      })
      await expect(groups.create({ ...wrong, ...MANUAL })).rejects.toMatchObject({
        code: 'agent_not_found',
      })
      expect(await groups.get(third.id)).toEqual({ ...third, members })
      expect(await groups.list({})).toHaveLength(3)
      const fewer = { members: members.slice(1), strategy: 'sticky' as const }
      expect(await groups.update(third.id, fewer)).toEqual({ ...third, ...fewer })
      expect(await groups.update(third.id, {})).toEqual({ ...third, ...fewer })
      expect((await ports.agents.findAgent(anna.id))?.groupIds).toEqual([groupIds[0]])
    })

    test('GR-4: a deleted group is none of its members’, until it is restored', async () => {
      const { ports, groupIds, ...the } = scene()
      const { groups } = await withThird(scene())
      const bo = await the.agent('agent', [groupIds[1]])
      const groupsOf = async () => (await ports.agents.findAgent(bo.id))?.groupIds
      await groups.remove(groupIds[1])
      expect(await groupsOf()).toEqual([])
      expect((await ports.agents.listGroups()).map(({ id }) => id)).not.toContain(groupIds[1])
      expect(await groups.restore(groupIds[1])).toMatchObject({
        deletedAt: null,
        members: [{ agentId: bo.id, priority: 1 }],
      })
      expect(await groupsOf()).toEqual([groupIds[1]])
    })

    test('GR-5: managers change groups, and the bus hears of whom it concerns', async () => {
      const { ports, groupIds, ...the } = scene()
      const { groups, third } = await withThird(scene())
      const agent = await the.agent()
      const theirs = groupsFor(ports, agent)
      const refused = { code: 'not_permitted' }
      expect(await theirs.list({})).toHaveLength(3)
      expect(await theirs.get(third.id)).toEqual(third)
      await expect(theirs.list({ withDeleted: true })).rejects.toMatchObject(refused)
      await expect(theirs.create({ name: 'Mine', ...MANUAL })).rejects.toMatchObject(refused)
      await expect(theirs.update(third.id, {})).rejects.toMatchObject(refused)
      await expect(theirs.remove(groupIds[1])).rejects.toMatchObject(refused)
      await expect(theirs.restore(groupIds[1])).rejects.toMatchObject(refused)
      await expect(groups.get(NOBODY)).rejects.toMatchObject({ code: 'group_not_found' })
      await expect(groups.remove(NOBODY)).rejects.toMatchObject({ code: 'group_not_found' })

      const heard: Notice[] = []
      const stop = ports.bus.subscribe((notice) => heard.push(notice))
      const members = [{ agentId: agent.id, priority: 1 }]
      await groups.update(third.id, { members })
      await groups.update(third.id, { members, name: 'Lamps' })
      await groups.remove(third.id)
      await groups.remove(third.id)
      stop()
      const changed = { type: 'group.changed', groupId: third.id }
      const concerned = { type: 'agent.changed', agentId: agent.id }
      expect(heard).toEqual([changed, concerned, changed, changed, concerned, changed])
    })
  })
}
