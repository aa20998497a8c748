import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { openRoom } from './open-room.ts'

describe('openRoom', () => {
  test('RM-1: a customer gets their one room; staff have none', async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.customer()
    expect((await openRoom(the.ports, customer)).id).toBe(roomId)
    await expect(openRoom(the.ports, await the.agent('admin'))).rejects.toMatchObject({
      code: 'not_permitted',
    })
  })

  test('RM-3: the first message opens the room, a later one reopens it, each in one step', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const { customer, roomId } = await the.closed(anna)
    const steps: unknown[] = []
    the.ports.bus.subscribe((notice) => steps.push(notice))
    await the.say(customer, roomId, 'One more thing')
    const log = await the.log(roomId)
    expect(log.slice(0, 2)).toMatchObject([
      { fact: { type: 'room.opened' } },
      { kind: 'text', body: 'Hello' },
    ])
    expect(log.slice(-2)).toMatchObject([
      { fact: { type: 'room.reopened', by: { id: customer.id }, assignee: null } },
      { kind: 'text', body: 'One more thing' },
    ])
    expect(steps).toMatchObject([
      { type: 'room.changed', messages: log.slice(-2), statusChanged: true },
    ])
    expect(await the.room(roomId)).toMatchObject({
      status: 'waiting',
      waitingSince: log.at(-1)?.createdAt,
    })
  })
})
