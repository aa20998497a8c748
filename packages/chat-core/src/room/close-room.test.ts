import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { closeRoom } from './close-room.ts'

describe('closeRoom', () => {
  test('RM-7: a customer leaves, an agent resolves, and the log says which', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const [left, resolved] = [await the.open(anna), await the.open(anna)]
    await closeRoom(the.ports, left.customer, left)
    await closeRoom(the.ports, anna, resolved)
    for (const [{ roomId }, by, reason] of [
      [left, left.customer, 'left'],
      [resolved, anna, 'resolved'],
    ] as const) {
      expect(await the.room(roomId)).toMatchObject({ status: 'closed', assignee: null })
      expect((await the.log(roomId)).at(-1)).toMatchObject({
        fact: { type: 'room.closed', by: { id: by.id, name: by.name }, reason },
      })
    }
  })

  test('RM-7: closing a closed room again is no second closing, whoever does it', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const { customer, roomId } = await the.closed(anna)
    const before = [await the.room(roomId), await the.log(roomId)]
    await closeRoom(the.ports, anna, { roomId })
    await closeRoom(the.ports, customer, { roomId })
    expect([await the.room(roomId), await the.log(roomId)]).toEqual(before)
  })
})
