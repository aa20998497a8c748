import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { refusalOf } from '../testing/refusal.ts'
import { startTwoNodes, watchDesk, watchRoom } from './testing/two-nodes.ts'

const say = (browser: Browser, roomId: string, body: string) =>
  browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body })

const eventually = <T>(look: () => T, timeout = 17_000) => expect.poll(look, { timeout })

/*
 * Nothing but the database is between these nodes, so every notice from one to the other is lost. What is said of
 * seconds is said of the checks that find it all the same.
 */

test('DL-6: two nodes without Redis agree on every room within fifteen seconds', async () => {
  const { nodes, at, newCustomer, newAgent } = await startTwoNodes()
  const [here, there] = nodes
  const { browser: customer, roomId } = await newCustomer()
  const { browser, agent } = await newAgent()
  const [deskHere, deskThere] = [at(here, browser, 'agent'), at(there, browser, 'agent')]
  await deskHere.trpc.agent.updateMe.mutate({ availability: 'online' })
  const widget = watchRoom(at(there, customer, 'customer'), roomId)
  const desk = watchDesk(deskThere)
  await eventually(() => widget.state()?.available).toBe(true)
  await eventually(() => desk.frames.length).toBeGreaterThan(0)

  const { message } = await say(customer, roomId, 'Hello?')
  await eventually(() => widget.bodies, 2_500).toEqual(['Hello?'])
  await eventually(() => desk.isInLine(roomId)).toBe(true)
  await eventually(() => widget.state()?.place).toBe(1)

  const seenBefore = desk.frames.length
  await deskHere.trpc.room.accept.mutate({ roomId })
  await deskHere.trpc.room.markRead.mutate({ roomId, seq: message.seq })
  await deskHere.trpc.agent.updateMe.mutate({ availability: 'away' })
  await eventually(() => desk.isInLine(roomId)).toBe(false)
  await eventually(() => widget.state()).toEqual({
    place: null,
    reads: expect.objectContaining({ staffSeq: message.seq }),
    available: false,
  })
  await eventually(() => desk.frames.slice(seenBefore)).toContainEqual(
    expect.toSatisfy(
      (frame) =>
        frame.type === 'ready' || (frame.room?.id === roomId && frame.room.status === 'open'),
    ),
  )
  await eventually(() => desk.frames.slice(seenBefore)).toContainEqual({
    type: 'agent.changed',
    agent: expect.objectContaining({ id: agent.id, availability: 'away' }),
  })
}, 90_000)

test('R-08: who signs out on one node is refused on the other, without Redis as well', async () => {
  const { nodes, at, newAgent } = await startTwoNodes()
  const [here, there] = nodes
  const { browser } = await newAgent()
  const desk = at(there, browser, 'agent')
  await desk.trpc.agent.me.query()

  await at(here, browser, 'agent').post('/api/auth/sign-out')

  await eventually(
    () => desk.trpc.agent.me.query().catch(({ data }) => data.httpStatus),
    4_000,
  ).toBe(401)
})

test('R-25: the setup token that one node prints makes one administrator, on whichever node', async () => {
  const { nodes } = await startTwoNodes()
  const [here, there] = nodes
  const tokens: (string | undefined)[] = []
  for (const { deps, log } of nodes) {
    await deps.services.setup.announce()
    tokens.push(log.join('').match(/one-time token: (\w+)/)?.[1])
  }
  expect(tokens[0]).toBeDefined()
  expect(tokens[1]).toBe(tokens[0])

  const create = (url: string, email: string) =>
    new Browser({ url }).trpc.setup.createAdmin.mutate({
      name: 'Ada',
      email,
      password: 'drei Elstern am Zaun',
      token: tokens[0] ?? '',
    })
  await create(there.url, 'ada@lamps.example')

  expect(await refusalOf(create(here.url, 'eve@lamps.example'))).toMatchObject({
    code: 'not_permitted',
  })
})
