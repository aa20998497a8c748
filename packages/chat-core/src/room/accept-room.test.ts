import { describe, expect, test } from 'vitest'
import { fromIso } from '../memory/iso-time.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { acceptRoom } from './accept-room.ts'

describe('acceptRoom', () => {
  test("RM-4: the room is the actor's and the log says how long the customer waited", async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const { roomId } = await the.waiting()
    const room = await acceptRoom(the.ports, anna, { roomId })
    expect(room).toMatchObject({ status: 'open', assignee: { id: anna.id, name: anna.name } })
    const [opened, , assigned] = await the.log(roomId)
    expect(assigned).toMatchObject({
      fact: {
        type: 'room.assigned',
        agent: { id: anna.id, name: anna.name },
        by: null,
        waitedMs: fromIso(assigned?.createdAt ?? '') - fromIso(opened?.createdAt ?? ''),
      },
    })
  })

  test("RM-4: accepting one's own room again changes nothing and tells nobody", async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const { roomId } = await the.open(anna)
    const before = await the.room(roomId)
    const heard: unknown[] = []
    the.ports.bus.subscribe((notice) => heard.push(notice))
    expect(await acceptRoom(the.ports, anna, { roomId })).toEqual(before)
    expect(heard).toEqual([])
  })

  test('PM-2: an unknown room and one of another group are refused alike', async () => {
    const the = createScene(await makeMemoryPorts())
    const stranger = await the.agent('agent', [the.groupIds[1]])
    const { roomId } = await the.waiting()
    const refusals = [roomId, the.key()].map((id) =>
      acceptRoom(the.ports, stranger, { roomId: id }).catch((error: unknown) => error),
    )
    const [hidden, unknown] = await Promise.all(refusals)
    expect(hidden).toEqual(unknown)
    expect(hidden).toMatchObject({ code: 'room_not_found', details: {} })
  })
})
