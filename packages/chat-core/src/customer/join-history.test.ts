import { describe, expect, test } from 'vitest'
import type { Notice } from '../ports/bus.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { joinHistory } from './join-history.ts'

const MARA = { id: 'mara', name: 'Mara', email: 'mara@lamps.example' }

describe('joinHistory', () => {
  test('CU-2: on a first sign-in the log says who the customer is, and the lists are told', async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.waiting()
    const heard: Notice[] = []
    the.ports.bus.subscribe((notice) => heard.push(notice))
    const bound = await joinHistory(the.ports, customer, MARA)
    expect(bound).toMatchObject({ id: customer.id, personId: 'mara', name: 'Mara' })
    const { version } = await the.room(roomId)
    const identified = { type: 'customer.identified', customer: { id: customer.id, name: 'Mara' } }
    expect((await the.log(roomId)).at(-1)).toMatchObject({ fact: identified })
    expect(heard).toMatchObject([
      { room: { roomId, version }, messages: [{ fact: identified }], statusChanged: false },
    ])
  })

  test('CU-2: an empty room stays empty when its customer signs in', async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.customer()
    await joinHistory(the.ports, customer, MARA)
    expect(await the.room(roomId)).toMatchObject({ lastSeq: 0, customer: { name: 'Mara' } })
  })

  test('CU-3: on another browser both rooms are told, the carried messages with the room they are in now', async () => {
    const the = createScene(await makeMemoryPorts())
    const [first, second] = [await the.customer(), await the.waiting()]
    await joinHistory(the.ports, first.customer, MARA)
    const heard: Notice[] = []
    the.ports.bus.subscribe((notice) => heard.push(notice))
    const own = await joinHistory(the.ports, second.customer, MARA)
    expect(own.id).toBe(first.customer.id)
    const log = await the.log(first.roomId)
    expect(log).toHaveLength(3)
    expect(heard).toMatchObject([
      { room: { roomId: first.roomId, lastSeq: 3 }, messages: log, statusChanged: true },
      { room: { roomId: second.roomId, lastSeq: 3 }, statusChanged: true },
    ])
  })

  test('CU-4: signing in again answers the same customer and does nothing', async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer } = await the.waiting()
    const bound = await joinHistory(the.ports, customer, MARA)
    const heard: Notice[] = []
    the.ports.bus.subscribe((notice) => heard.push(notice))
    expect(await joinHistory(the.ports, customer, MARA)).toEqual(bound)
    expect(heard).toEqual([])
  })

  test("CU-4: on a browser that is somebody else's, the person gets a customer of their own", async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.waiting()
    await joinHistory(the.ports, customer, MARA)
    const noor = { id: 'noor', name: 'Noor', email: 'noor@lamps.example' }
    const other = await joinHistory(the.ports, customer, noor)
    expect(other).toMatchObject({ personId: 'noor', name: 'Noor', email: noor.email })
    expect(other.id).not.toBe(customer.id)
    expect(await the.room(roomId)).toMatchObject({ joinedInto: null, customer: { name: 'Mara' } })
  })

  test('CU-2: of two browsers at once the one that is bound too late is joined', async () => {
    const the = createScene(await makeMemoryPorts())
    const [phone, laptop] = [await the.waiting(), await the.waiting()]
    const answers = await Promise.all(
      [phone, laptop].map(({ customer }) => joinHistory(the.ports, customer, MARA)),
    )
    expect(answers.map(({ id }) => id)).toEqual([phone.customer.id, phone.customer.id])
    expect((await the.room(laptop.roomId)).joinedInto).toBe(phone.roomId)
  })
})
