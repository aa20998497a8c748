import { describe, expect, test } from 'vitest'
import { addNote } from '../message/add-note.ts'
import { markRead } from '../message/mark-read.ts'
import type { Notice } from '../ports/bus.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { closeRoom } from './close-room.ts'
import { rateRoom } from './rate-room.ts'
import { transferRoom } from './transfer-room.ts'

describe('notices', () => {
  test('DL-6: each change is told once, after its commit, with the mark of the room', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const { customer, roomId } = await the.waiting()
    const heard: Notice[] = []
    const seen: Promise<number>[] = []
    the.ports.bus.subscribe((notice) => {
      heard.push(notice)
      seen.push(the.room(roomId).then(({ version }) => version))
    })
    await the.say(anna, roomId)
    await addNote(the.ports, anna, { roomId, clientId: the.key(), body: 'Likes lamps' })
    await closeRoom(the.ports, anna, { roomId })
    await rateRoom(the.ports, customer, { roomId, score: 5 })
    const log = await the.log(roomId)
    expect(heard).toMatchObject([
      { type: 'room.changed', statusChanged: true, messages: log.slice(2, 4) },
      { type: 'room.changed', statusChanged: false, messages: log.slice(4, 5) },
      { type: 'room.changed', statusChanged: true, messages: log.slice(5, 6) },
      { type: 'room.changed', statusChanged: false, messages: log.slice(6, 7) },
    ])
    const marks = heard.map((notice) => ('room' in notice ? notice.room : null))
    expect(marks.map((mark) => mark?.version)).toEqual(await Promise.all(seen))
    expect(marks.map((mark) => mark?.lastSeq)).toEqual([4, 5, 6, 7])
    expect(marks.map((mark) => mark?.status)).toEqual(['open', 'open', 'closed', 'closed'])
  })

  test('DL-6: a notice of a move says whose the room was, for lists that must let go of it', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const [first, second] = the.groupIds
    const { customer, roomId } = await the.open(anna)
    const heard: Notice[] = []
    the.ports.bus.subscribe((notice) => heard.push(notice))
    await transferRoom(the.ports, anna, { roomId, groupId: second })
    await the.say(customer, roomId)
    expect(heard).toMatchObject([
      {
        room: { groupId: second },
        before: { customer: { id: customer.id }, group: { id: first }, assignee: { id: anna.id } },
      },
      { room: { groupId: second } },
    ])
    expect(heard[1]).not.toHaveProperty('before')
  })

  test('DL-6: what changed nothing is not told', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const { customer, roomId } = await the.open(anna)
    const note = { roomId, clientId: the.key(), body: 'Likes lamps' }
    await addNote(the.ports, anna, note)
    await markRead(the.ports, customer, { roomId, seq: 3 })
    const heard: Notice[] = []
    the.ports.bus.subscribe((notice) => heard.push(notice))
    await addNote(the.ports, anna, note)
    await markRead(the.ports, customer, { roomId, seq: 2 })
    await expect(the.say(await the.agent(), roomId)).rejects.toThrow()
    expect(heard).toEqual([])
  })
})
