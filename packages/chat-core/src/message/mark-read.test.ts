import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { markRead } from './mark-read.ts'

describe('markRead', () => {
  test('RD-1: each side has its cursor, and a step forward is told', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const { customer, roomId } = await the.open(anna)
    const heard: unknown[] = []
    the.ports.bus.subscribe((notice) => heard.push(notice))
    expect(await markRead(the.ports, anna, { roomId, seq: 2 })).toEqual({
      customerSeq: 0,
      staffSeq: 2,
    })
    const reads = await markRead(the.ports, customer, { roomId, seq: 99 })
    expect(reads).toEqual({ customerSeq: 3, staffSeq: 2 })
    expect(heard).toMatchObject([
      { type: 'read.advanced', reads: { customerSeq: 0, staffSeq: 2 } },
      { type: 'read.advanced', reads, room: { roomId, lastSeq: 3 } },
    ])
  })

  test('PM-2: nobody marks what they may not view', async () => {
    const the = createScene(await makeMemoryPorts())
    const { roomId } = await the.waiting()
    const stranger = (await the.customer()).customer
    await expect(markRead(the.ports, stranger, { roomId, seq: 1 })).rejects.toMatchObject({
      code: 'room_not_found',
    })
    expect(await the.ports.rooms.readState(roomId)).toEqual({ customerSeq: 0, staffSeq: 0 })
  })
})
