import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { transferRoom } from './transfer-room.ts'

async function openScene() {
  const the = createScene(await makeMemoryPorts())
  const [anna, bo] = [await the.agent(), await the.agent('agent', [the.groupIds[1]])]
  const { customer, roomId } = await the.open(anna)
  return { the, anna, bo, customer, roomId }
}

describe('transferRoom', () => {
  test('RM-6: the owner hands the room to another agent, who may be of another group', async () => {
    const { the, anna, bo, roomId } = await openScene()
    const room = await transferRoom(the.ports, anna, { roomId, agentId: bo.id })
    expect(room).toMatchObject({ status: 'open', assignee: { id: bo.id } })
    expect(room.group.id).toBe(the.groupIds[0])
    expect((await the.log(roomId)).at(-1)).toMatchObject({
      fact: {
        type: 'room.transferred',
        by: { id: anna.id },
        agent: { id: bo.id, name: bo.name },
        group: null,
      },
    })
  })

  test('RM-6: a transfer to a group says which, and puts the room at the end of its line', async () => {
    const { the, anna, roomId } = await openScene()
    const [, groupId] = the.groupIds
    const first = await the.waiting(groupId)
    await transferRoom(the.ports, anna, { roomId, groupId })
    expect((await the.log(roomId)).at(-1)).toMatchObject({
      fact: { type: 'room.transferred', agent: null, group: { id: groupId, name: 'Returns' } },
    })
    const places = await the.ports.rooms.queuePlaces([first.roomId, roomId])
    expect([...places.values()]).toEqual([1, 2])
  })

  test('DL-2: a repeated transfer with its note is one, even for a former owner; other words clash', async () => {
    const { the, anna, bo, roomId } = await openScene()
    const colleague = { ...bo, groupIds: [the.groupIds[0]] }
    const note = { clientId: the.key(), body: ' Wants a refund ' }
    const transfer = (body = note.body) =>
      transferRoom(the.ports, anna, { roomId, agentId: colleague.id, note: { ...note, body } })
    const room = await transfer()
    expect(await transfer()).toEqual(room)
    expect((await the.log(roomId)).at(-1)).toMatchObject({ kind: 'note', body: 'Wants a refund' })
    await expect(transfer('Something else')).rejects.toMatchObject({ code: 'idempotency_mismatch' })
  })

  test('PM-3: whoever may not view the room is not told that the key of a note is used', async () => {
    const { the, anna, bo, roomId } = await openScene()
    const note = { clientId: the.key(), body: 'Wants a refund' }
    const moved = { ...anna, groupIds: [] }
    await transferRoom(the.ports, moved, { roomId, agentId: bo.id, note })
    await expect(
      transferRoom(the.ports, moved, { roomId, agentId: bo.id, note }),
    ).rejects.toMatchObject({ code: 'room_not_found' })
  })

  test('RM-6: a transfer to the owner changes nothing', async () => {
    const { the, anna, roomId } = await openScene()
    const before = await the.room(roomId)
    expect(await transferRoom(the.ports, anna, { roomId, agentId: anna.id })).toEqual(before)
  })

  test('RM-6: nobody, everybody and somebody unknown are refused', async () => {
    const { the, anna, bo, roomId } = await openScene()
    const refused = [
      [{}, 'input_invalid'],
      [{ agentId: bo.id, groupId: the.groupIds[1] }, 'input_invalid'],
      [{ agentId: the.key() }, 'agent_not_found'],
      [{ groupId: the.key() }, 'group_not_found'],
      [{ agentId: bo.id, note: { clientId: the.key(), body: ' ' } }, 'message_empty'],
    ] as const
    const before = [await the.room(roomId), await the.log(roomId)]
    for (const [target, code] of refused)
      await expect(transferRoom(the.ports, anna, { roomId, ...target })).rejects.toMatchObject({
        code,
      })
    expect([await the.room(roomId), await the.log(roomId)]).toEqual(before)
  })
})
