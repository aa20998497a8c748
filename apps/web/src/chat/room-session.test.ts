import { limits } from '@shopbell/chat-core'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { refusedWith } from './testing/chat-error.ts'
import { createRoomScene, type RoomScene, type Seat, takeSeat } from './testing/room-scene.ts'

const seats: Seat[] = []
afterEach(() => {
  for (const seat of seats.splice(0)) seat.leave()
  vi.useRealTimers()
})

const sit = (scene: RoomScene, actor: RoomScene['customer'] | RoomScene['agent']): Seat => {
  const seat = takeSeat(scene, actor)
  seats.push(seat)
  return seat
}

const stateOf = ({ session }: Seat) => session.store.getState()
const shown = (seat: Seat) =>
  (stateOf(seat).view?.messages ?? []).flatMap((message) =>
    message.kind === 'system' ? message.fact.type : message.body,
  )
const waiting = (seat: Seat) => stateOf(seat).outgoing.map(({ body }) => body)

test('from nothing to a conversation: sent, seen in the log, answered, read', async () => {
  const scene = await createRoomScene()
  const customer = sit(scene, scene.customer)
  const agent = sit(scene, scene.agent)
  expect(stateOf(customer)).toMatchObject({ loading: true, view: null })

  customer.session.send('Hello')
  expect(waiting(customer)).toEqual(['Hello'])
  await vi.waitFor(() => expect(shown(customer)).toEqual(['room.opened', 'Hello']))
  expect(waiting(customer)).toEqual([])
  expect(stateOf(customer)).toMatchObject({ loading: false, view: { status: 'waiting' } })

  agent.session.send('Hi Mara')
  await vi.waitFor(() => expect(shown(customer).slice(2)).toEqual(['room.assigned', 'Hi Mara']))
  expect(stateOf(customer).view?.assignee?.name).toBe('Anna')
})

test('a message is never shown twice nor missing between being sent and being seen in the log', async () => {
  const scene = await createRoomScene()
  const customer = sit(scene, scene.customer)
  const counts: number[] = []
  customer.session.send('Hello')
  customer.session.store.subscribe(({ view, outgoing }) => {
    const inLog = (view?.messages ?? []).filter(({ kind }) => kind === 'text')
    counts.push(inLog.length + outgoing.length)
  })
  await vi.waitFor(() => expect(shown(customer)).toContain('Hello'))
  expect(new Set(counts)).toEqual(new Set([1]))
})

test('DL-4: whatever is lost on the way, both sides end up with the log', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('say' as const), who: fc.constantFrom('customer', 'agent') }),
    fc.record({
      do: fc.constant('lose' as const),
      what: fc.constantFrom('request' as const, 'answer' as const),
      who: fc.constantFrom('customer', 'agent'),
    }),
    fc.record({
      do: fc.constant('cut' as const),
      how: fc.constantFrom('end', 'resync', 'new epoch'),
      who: fc.constantFrom('customer', 'agent'),
    }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.nat(3_000) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      vi.useFakeTimers()
      const scene = await createRoomScene()
      await scene.say(scene.customer, 'first')
      await scene.accept()
      const both = { customer: sit(scene, scene.customer), agent: sit(scene, scene.agent) }
      const expected = ['first']
      for (const [index, next] of steps.entries()) {
        const seat = 'who' in next ? both[next.who as keyof typeof both] : both.customer
        if (next.do === 'say') {
          seat.session.send(`message ${index}`)
          expected.push(`message ${index}`)
        }
        if (next.do === 'lose') seat.transport.loseNext(next.what)
        if (next.do === 'cut') {
          if (next.how === 'new epoch') seat.transport.changeEpoch()
          seat.transport.endStreams(next.how === 'end' ? null : refusedWith('resync_required'))
        }
        await vi.advanceTimersByTimeAsync(next.do === 'wait' ? next.ms : 0)
      }
      await vi.advanceTimersByTimeAsync(25 * 20_000)

      const log = await scene.bodies()
      expect([...log].sort()).toEqual([...expected].sort())
      for (const seat of Object.values(both)) {
        expect(shown(seat).filter((line) => !line.startsWith('room.'))).toEqual(log)
        expect(waiting(seat)).toEqual([])
      }
      for (const seat of seats.splice(0)) seat.leave()
    }),
    { numRuns: 60 },
  )
})

test('DL-7: after a new history of the database the room is loaded afresh', async () => {
  const scene = await createRoomScene()
  await scene.say(scene.customer, 'Hello')
  const customer = sit(scene, scene.customer)
  await vi.waitFor(() => expect(shown(customer)).toContain('Hello'))
  vi.useFakeTimers()
  customer.transport.changeEpoch()
  customer.transport.endStreams(null)
  await scene.say(scene.customer, 'Anybody?')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(shown(customer)).toEqual(['room.opened', 'Hello', 'Anybody?'])
  expect(stateOf(customer).error).toBeNull()
})

test('a refusal that will not change is shown, and tried again only when asked', async () => {
  const scene = await createRoomScene()
  await scene.say(scene.customer, 'Hello')
  const customer = sit(scene, scene.customer)
  await vi.waitFor(() => expect(shown(customer)).toContain('Hello'))
  customer.transport.endStreams(refusedWith('session_expired'))
  expect(stateOf(customer).error?.code).toBe('session_expired')
  expect(customer.transport.openStreams).toBe(0)
  await scene.say(scene.customer, 'Anybody?')
  customer.session.retry()
  await vi.waitFor(() => expect(shown(customer)).toContain('Anybody?'))
  expect(stateOf(customer).error).toBeNull()
})

test('older pages come before what is there, until there are none', async () => {
  const scene = await createRoomScene()
  const count = limits.snapshotMessages + 20
  for (let index = 0; index < count; index += 1) await scene.say(scene.customer, `m${index}`)
  const customer = sit(scene, scene.customer)
  await vi.waitFor(() => expect(stateOf(customer).view).not.toBeNull())
  expect(shown(customer)).toHaveLength(limits.snapshotMessages)
  expect(stateOf(customer).view?.hasOlder).toBe(true)
  await Promise.all([customer.session.loadOlder(), customer.session.loadOlder()])
  expect(shown(customer)).toEqual([
    'room.opened',
    ...Array.from({ length: count }, (_, i) => `m${i}`),
  ])
  expect(stateOf(customer).view?.hasOlder).toBe(false)
})

test('RD-1: what the agent wrote is read once the customer looks, and the agent learns of it', async () => {
  const scene = await createRoomScene()
  await scene.say(scene.customer, 'Hello')
  await scene.say(scene.agent, 'Hi Mara')
  const customer = sit(scene, scene.customer)
  await vi.waitFor(() => expect(shown(customer)).toContain('Hi Mara'))
  await vi.waitFor(() => expect(stateOf(customer).signals).not.toBeNull())
  expect(stateOf(customer).signals?.reads.customerSeq).toBe(0)
  customer.session.setAttentive(true)
  const seq = stateOf(customer).view?.cursor
  await vi.waitFor(() => expect(stateOf(customer).signals?.reads.customerSeq).toBe(seq), {
    timeout: 3_000,
  })
})

test('RD-1: an older state of the read cursors does not take back a newer one', async () => {
  const scene = await createRoomScene()
  const customer = sit(scene, scene.customer)
  await vi.waitFor(() => expect(stateOf(customer).signals).not.toBeNull())
  const say = (customerSeq: number, staffSeq: number) =>
    customer.transport.signal({
      type: 'state',
      signals: { reads: { customerSeq, staffSeq }, place: null, available: true },
    })
  say(4, 7)
  say(2, 9)
  expect(stateOf(customer).signals?.reads).toEqual({ customerSeq: 4, staffSeq: 9 })
})

test('typing is shown until its message comes, and one’s own is only said', async () => {
  const scene = await createRoomScene()
  await scene.say(scene.customer, 'Hello')
  const customer = sit(scene, scene.customer)
  await vi.waitFor(() => expect(shown(customer)).toContain('Hello'))
  const { id, name } = scene.agent
  customer.transport.signal({
    type: 'typing.changed',
    author: { kind: 'agent', id, name },
    ttlMs: limits.typingTtlMs,
  })
  expect(stateOf(customer).typing.map((author) => author.name)).toEqual(['Anna'])
  await scene.say(scene.agent, 'Hi Mara')
  await vi.waitFor(() => expect(stateOf(customer).typing).toEqual([]))

  customer.session.typed('I')
  customer.session.typed('')
  expect(customer.transport.typed).toEqual([true, false])
})

test('MS-5: a note goes to the team and not to the customer', async () => {
  const scene = await createRoomScene()
  await scene.say(scene.customer, 'Hello')
  const customer = sit(scene, scene.customer)
  const agent = sit(scene, scene.agent)
  agent.session.note('Be kind')
  await vi.waitFor(() => expect(shown(agent)).toContain('Be kind'))
  await scene.say(scene.agent, 'Hi Mara')
  await vi.waitFor(() => expect(shown(customer)).toContain('Hi Mara'))
  expect(shown(customer)).not.toContain('Be kind')
})

test('a closed session leaves nothing open', async () => {
  const scene = await createRoomScene()
  const customer = sit(scene, scene.customer)
  await vi.waitFor(() => expect(stateOf(customer).view).not.toBeNull())
  customer.session.close()
  expect(customer.transport.openStreams).toBe(0)
})
