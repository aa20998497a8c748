import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { assignRoom } from './assign-room.ts'

describe('assignRoom', () => {
  test('RM-5: a manager gives a waiting room, then takes it from one and gives it to another', async () => {
    const the = createScene(await makeMemoryPorts())
    const [manager, anna, bo] = [await the.agent('manager'), await the.agent(), await the.agent()]
    const { roomId } = await the.waiting()
    for (const agent of [anna, bo]) {
      const room = await assignRoom(the.ports, manager, { roomId, agentId: agent.id })
      expect(room).toMatchObject({ status: 'open', assignee: { id: agent.id } })
      expect((await the.log(roomId)).at(-1)).toMatchObject({
        fact: { type: 'room.assigned', agent: { id: agent.id }, by: { id: manager.id } },
      })
    }
  })

  test('RM-5: giving a room to its owner changes nothing', async () => {
    const the = createScene(await makeMemoryPorts())
    const [manager, anna] = [await the.agent('manager'), await the.agent()]
    const { roomId } = await the.open(anna)
    const before = await the.room(roomId)
    expect(await assignRoom(the.ports, manager, { roomId, agentId: anna.id })).toEqual(before)
  })

  test('PM-3: who is nobody is told only to those who may assign', async () => {
    const the = createScene(await makeMemoryPorts())
    const [manager, anna] = [await the.agent('manager'), await the.agent()]
    const { customer, roomId } = await the.waiting()
    const assign = (actor: Parameters<typeof assignRoom>[1], id: string) =>
      assignRoom(the.ports, actor, { roomId: id, agentId: the.key() })
    await expect(assign(manager, the.key())).rejects.toMatchObject({ code: 'room_not_found' })
    await expect(assign(anna, roomId)).rejects.toMatchObject({ code: 'not_permitted' })
    await expect(assign(customer, roomId)).rejects.toMatchObject({ code: 'not_permitted' })
    await expect(assign(manager, roomId)).rejects.toMatchObject({ code: 'agent_not_found' })
  })
})
