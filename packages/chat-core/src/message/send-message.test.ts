import { describe, expect, test } from 'vitest'
import type { Actor } from '../actor.ts'
import { limits } from '../limits.ts'
import { createMemoryPorts } from '../memory/memory-store.ts'
import { closeRoom } from '../room/close-room.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { sendMessage } from './send-message.ts'

describe('sendMessage', () => {
  test('MS-1: the body is trimmed; an empty or overlong one is refused before anything is looked up', async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.waiting()
    const longest = 'x'.repeat(limits.bodyMaxChars)
    expect(await the.say(customer, roomId, ' \n Hello \t')).toMatchObject({ body: 'Hello' })
    expect(await the.say(customer, roomId, ` ${longest} `)).toMatchObject({ body: longest })
    await expect(the.say(customer, the.key(), ' \n\t')).rejects.toMatchObject({
      code: 'message_empty',
    })
    await expect(the.say(customer, the.key(), `${longest}x`)).rejects.toMatchObject({
      code: 'message_too_long',
      details: { maxChars: limits.bodyMaxChars },
    })
  })

  test('MS-2: a customer writes into their waiting and their open room, and nothing else happens', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    for (const { customer, roomId } of [await the.waiting(), await the.open(anna)]) {
      const { status, assignee, waitingSince, lastSeq } = await the.room(roomId)
      await the.say(customer, roomId)
      expect(await the.room(roomId)).toMatchObject({
        status,
        assignee,
        waitingSince,
        lastSeq: lastSeq + 1,
      })
    }
  })

  test('MS-3: an agent who answers a waiting room takes it in the same step', async () => {
    const the = createScene(await makeMemoryPorts())
    for (const role of ['agent', 'manager'] as const) {
      const agent = await the.agent(role)
      const { roomId } = await the.waiting()
      const heard: unknown[] = []
      const leave = the.ports.bus.subscribe((notice) => heard.push(notice))
      const message = await the.say(agent, roomId, 'Hello!')
      leave()
      expect(heard).toHaveLength(1)
      expect(await the.room(roomId)).toMatchObject({ status: 'open', assignee: { id: agent.id } })
      expect((await the.log(roomId)).slice(-2)).toMatchObject([
        { fact: { type: 'room.assigned', agent: { id: agent.id }, by: null } },
        message,
      ])
    }
  })

  test("MS-3: an agent writes into nobody else's room; a manager does, and it stays the owner's", async () => {
    const the = createScene(await makeMemoryPorts())
    const [anna, bo, manager] = [await the.agent(), await the.agent(), await the.agent('manager')]
    const { roomId } = await the.open(anna)
    await expect(the.say(bo, roomId)).rejects.toMatchObject({
      code: 'already_assigned',
      details: { agentName: anna.name },
    })
    await the.say(manager, roomId)
    expect((await the.room(roomId)).assignee?.id).toBe(anna.id)
  })

  test('DL-2: of first messages at once under one key, repetitions are answered and clashes refused', async () => {
    const the = createScene(await makeMemoryPorts())
    const anna = await the.agent()
    const { customer, roomId } = await the.customer()
    const clientId = the.key()
    const send = (actor: Actor, body: string) =>
      sendMessage(the.ports, actor, { roomId, clientId, body })
    const [first, again, clash, stranger] = await Promise.allSettled([
      send(customer, 'Once'),
      send(customer, 'Once'),
      send(customer, 'Twice'),
      send(anna, 'Once'),
    ])
    expect(first).toMatchObject({ status: 'fulfilled', value: { body: 'Once', seq: 2 } })
    expect(again).toEqual(first)
    for (const refused of [clash, stranger])
      expect(refused).toMatchObject({ reason: { code: 'idempotency_mismatch' } })
    await closeRoom(the.ports, customer, { roomId })
    expect([await send(customer, 'Once')]).toMatchObject((await the.log(roomId)).slice(1, 2))
    expect(await the.room(roomId)).toMatchObject({ status: 'closed', lastSeq: 3 })
  })

  test('PM-3: whoever may not view a room learns nothing of a key in it', async () => {
    const { tables: _, ...ports } = createMemoryPorts()
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.waiting()
    const stranger = (await the.customer()).customer
    const input = { roomId, clientId: the.key(), body: 'Mine' }
    await sendMessage(the.ports, customer, input)
    for (const [store, actor] of [
      [the.ports, stranger],
      [ports, customer],
    ] as const)
      await expect(sendMessage(store, actor, input)).rejects.toMatchObject({
        code: 'room_not_found',
      })
  })
})
