import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { accessRoom } from './access-room.ts'

describe('accessRoom', () => {
  test('PM-2: answers the room to whoever may view it, and the same refusal to all others', async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.waiting()
    const stranger = (await the.customer()).customer
    expect((await accessRoom(the.ports, customer, { roomId })).id).toBe(roomId)
    const refusals = await Promise.all(
      [roomId, the.key()].map((id) =>
        accessRoom(the.ports, stranger, { roomId: id }).catch((error: unknown) => error),
      ),
    )
    expect(refusals[0]).toEqual(refusals[1])
    expect(refusals[0]).toMatchObject({ code: 'room_not_found' })
  })

  test('PM-3: what may be viewed but not done is not permitted', async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.waiting()
    await expect(
      accessRoom(the.ports, customer, { roomId, action: 'room.profile' }),
    ).rejects.toMatchObject({ code: 'not_permitted' })
  })
})
