import { describe, expect, test } from 'vitest'
import type { AgentActor } from '../../actor.ts'
import { limits } from '../../limits.ts'
import { staffFor } from '../../people/staff-for.ts'
import type { Notice } from '../../ports/bus.ts'
import type { Scene } from '../scene.ts'

const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
const GONE = { code: 'agent_not_found' }
const LAST = { code: 'last_admin' }
const REFUSED = { code: 'not_permitted' }

const as = (the: Scene, actor: AgentActor) => staffFor(the.ports, actor)

const demote = (the: Scene, by: AgentActor, { id }: AgentActor) =>
  as(the, by).update(id, { role: 'agent' })

const dismiss = (the: Scene, by: AgentActor, { id }: AgentActor) => as(the, by).remove(id, null)

export function staffContract(scene: () => Scene): void {
  describe('staff', () => {
    test('AG-4: a new agent may own three rooms and is in the default group, unless it is said otherwise', async () => {
      const { ports, groupIds, ...the } = scene()
      const bo = { personId: await the.newPerson(), name: 'Bo', role: 'agent' } as const
      expect(await ports.agents.createAgent(bo)).toMatchObject({
        capacity: limits.agentCapacityDefault,
        avatarUrl: null,
        groupIds: [groupIds[0]],
      })
      const ann = { ...bo, personId: await the.newPerson(), capacity: null }
      const memberships = [{ groupId: groupIds[1], priority: 4 }]
      const { id } = await ports.agents.createAgent({ ...ann, memberships })
      expect(await ports.staff.find(id)).toMatchObject({ capacity: null, memberships })
    })

    test('AG-5: everybody changes what their right says, and nothing else', async () => {
      const { groupIds, ...the } = scene()
      const [bo, manager, admin] = [
        await the.agent(),
        await the.agent('manager'),
        await the.agent('admin'),
      ]
      const name = { name: 'Bo N.', avatarUrl: 'https://lamps.example/bo.png' }
      const place = { capacity: 5, memberships: [{ groupId: groupIds[1], priority: 0 }] }
      const role = { role: 'manager' } as const
      for (const [actor, change] of [
        [bo, place],
        [bo, role],
        [bo, { capacity: null, ...name }],
        [manager, name],
        [manager, { ...place, ...role }],
      ] as const)
        await expect(as(scene(), actor).update(bo.id, change)).rejects.toMatchObject(REFUSED)
      await expect(as(scene(), bo).update(admin.id, name)).rejects.toMatchObject(REFUSED)

      expect(await as(scene(), bo).update(bo.id, name)).toMatchObject({ ...name, capacity: null })
      expect(await as(scene(), manager).update(bo.id, place)).toMatchObject({ ...name, ...place })
      expect(await as(scene(), admin).update(bo.id, { ...role, avatarUrl: null })).toMatchObject({
        ...name,
        ...place,
        ...role,
        avatarUrl: null,
        groupIds: [groupIds[1]],
      })
      await expect(as(scene(), bo).list({ withDeleted: true })).rejects.toMatchObject(REFUSED)
      await expect(as(scene(), manager).remove(bo.id, null)).rejects.toMatchObject(REFUSED)
      await expect(as(scene(), manager).restore(bo.id)).rejects.toMatchObject(REFUSED)
      await expect(as(scene(), admin).get(NOBODY)).rejects.toMatchObject(GONE)
    })

    test('AG-5: a change is whole or not at all', async () => {
      const { ports, ...the } = scene()
      const [bo, admin] = [await the.agent(), await the.agent('admin')]
      const before = await ports.staff.find(bo.id)
      const memberships = [{ groupId: NOBODY, priority: 1 }]
      const change = as(scene(), admin).update(bo.id, { name: 'Lost', memberships })
      await expect(change).rejects.toMatchObject({ code: 'group_not_found' })
      expect(await ports.staff.find(bo.id)).toEqual(before)
      expect(await as(scene(), admin).update(bo.id, {})).toEqual(before)
    })

    test('AG-5: a change is told at once, with the groups that it concerns', async () => {
      const { ports, groupIds, ...the } = scene()
      const [bo, admin] = [await the.agent(), await the.agent('admin')]
      const { roomId } = await the.open(bo)
      const { version } = await the.room(roomId)
      const heard: Notice[] = []
      const stop = ports.bus.subscribe((notice) => heard.push(notice))
      await as(scene(), admin).update(bo.id, { name: 'Bo N.' })
      const memberships = [{ groupId: groupIds[1], priority: 1 }]
      await as(scene(), admin).update(bo.id, { memberships })
      stop()
      const changed = { type: 'agent.changed', agentId: bo.id }
      const concerned = groupIds.map((groupId) => ({ type: 'group.changed', groupId }))
      expect(heard).toEqual([changed, changed, ...concerned])
      const room = await the.room(roomId)
      expect(room.assignee?.name).toBe('Bo N.')
      expect(room.version).toBeGreaterThan(version)
    })

    test('AG-6: the last admin stays one', async () => {
      const { ports, ...the } = scene()
      const [first, second] = [await the.agent('admin'), await the.agent('admin')]
      const admins = as(scene(), first)
      await admins.update(second.id, { role: 'agent' })
      await expect(admins.update(first.id, { role: 'manager' })).rejects.toMatchObject(LAST)
      await expect(admins.remove(first.id, null)).rejects.toMatchObject(LAST)
      expect(await ports.staff.find(first.id)).toMatchObject({ role: 'admin', deletedAt: null })
      await admins.update(second.id, { role: 'admin' })
      await admins.remove(second.id, null)
      await expect(admins.update(first.id, { role: 'agent' })).rejects.toMatchObject(LAST)
      await admins.restore(second.id)
      expect(await admins.update(first.id, { role: 'agent' })).toMatchObject({ role: 'agent' })
    })

    for (const [verb, ends] of [
      ['demote', [demote, demote]],
      ['dismiss', [dismiss, dismiss]],
      ['demote and dismiss', [demote, dismiss]],
    ] as const)
      test(`AG-6: of two admins who ${verb} each other at once, one is left`, async () => {
        const the = scene()
        const [first, second] = [await the.agent('admin'), await the.agent('admin')]
        const results = await Promise.allSettled([
          ends[0](the, first, second),
          ends[1](the, second, first),
        ])
        const refused = results.filter(({ status }) => status === 'rejected')
        expect(refused).toMatchObject([{ reason: LAST }])
        const left = (await the.ports.agents.listAgents()).filter(({ role }) => role === 'admin')
        expect(left).toHaveLength(1)
      })
  })
}
