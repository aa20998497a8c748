import { randomUUID } from 'node:crypto'
import { limits, sendMessage } from '@shopbell/chat-core'
import { describe } from 'vitest'
import { type Scenario, type Stage, servedAlike } from './testing/served-alike.ts'
import { asking } from './testing/two-doors.ts'

const { mutation, query, stop, subscription } = asking

const asCustomer = { params: { as: 'customer' } }
const asAgent = { params: { as: 'agent' } }

const STARTED_AND_FIRST = 2

/** A shopper with an open socket. */
async function shopperOnline(stage: Stage) {
  const shopper = await stage.newShopper()
  const { roomId } = shopper
  const wire = await stage.door.open(shopper.browser, asCustomer)
  const says = (body: string) =>
    sendMessage(stage.ports, shopper.actor, { roomId, clientId: randomUUID(), body })
  return { ...shopper, wire, says }
}

/** The id of the last frame that was tracked. */
const lastEventId = (frame: unknown) => (frame as { result: { id: string } }).result.id

const resuming =
  (from: (epoch: string, lastSeq: number) => string, frames: number): Scenario =>
  async (stage) => {
    const { wire, roomId, says } = await shopperOnline(stage)
    wire.say(subscription(1, 'room.events', { roomId }))
    await wire.hears(1, STARTED_AND_FIRST)
    const [epoch = '', seq] = lastEventId(wire.last(1)).split(':')
    wire.say(stop(1))
    for (const body of ['Second', 'Third']) await says(body)
    const id = from(epoch, Number(seq) + 2)
    wire.say(subscription(2, 'room.events', { roomId }, id))
    wire.say(subscription(3, 'room.events', { roomId, lastEventId: id }))
    await Promise.all([2, 3].map((asked) => wire.hears(asked, frames)))
  }

const REFUSED = 3

describe('a subscription is served alike: with tRPC 11.25.2, and past it', () => {
  servedAlike(
    {
      'a snapshot, then each event, to both sides': async (stage) => {
        const { wire, roomId, says } = await shopperOnline(stage)
        const { browser } = await stage.newAgent()
        const desk = await stage.door.open(browser, asAgent)
        for (const end of [wire, desk]) end.say(subscription(1, 'room.events', { roomId }))
        for (const end of [wire, desk]) await end.hears(1, STARTED_AND_FIRST)
        for (const [count, body] of ['Second', 'Third'].entries()) {
          await says(body)
          for (const end of [wire, desk]) await end.hears(1, STARTED_AND_FIRST + 1 + count)
        }
      },

      'a note is for staff only': async (stage) => {
        const { wire, roomId, says } = await shopperOnline(stage)
        const { browser } = await stage.newAgent()
        const desk = await stage.door.open(browser, asAgent)
        for (const end of [wire, desk]) end.say(subscription(1, 'room.events', { roomId }))
        for (const end of [wire, desk]) await end.hears(1, STARTED_AND_FIRST)
        desk.say(mutation(2, 'room.note', { roomId, clientId: randomUUID(), body: 'Careful' }))
        await desk.hears(1, STARTED_AND_FIRST + 1)
        await says('After the note')
        await desk.hears(1, STARTED_AND_FIRST + 2)
        await wire.hears(1, STARTED_AND_FIRST + 1)
      },

      'going on where one was': resuming((epoch, last) => `${epoch}:${last - 2}`, 2),
      'going on with nothing missed': async (stage) => {
        const { wire, roomId, says } = await shopperOnline(stage)
        wire.say(subscription(1, 'room.events', { roomId }))
        await wire.hears(1, STARTED_AND_FIRST)
        wire.say(subscription(2, 'room.events', { roomId }, lastEventId(wire.last(1))))
        await wire.hears(2, 1)
        await says('Later')
        await wire.hears(2, 2)
        await wire.hears(1, 3)
      },
      'an id that is none': resuming(() => 'nonsense', REFUSED),
      'an id that is ahead of the log': resuming((epoch, last) => `${epoch}:${last + 1}`, REFUSED),
      'an id of another history': resuming((_, last) => `other:${last}`, REFUSED),
      'an id that is too long is no input': resuming(() => 'x'.repeat(101), 1),
      'a failure of ours': resuming(() => 'boom', REFUSED),

      'too far behind': async (stage) => {
        const { wire, roomId, says } = await shopperOnline(stage)
        wire.say(subscription(1, 'room.events', { roomId }))
        await wire.hears(1, STARTED_AND_FIRST)
        const id = lastEventId(wire.last(1))
        wire.say(stop(1))
        await wire.hears(1, STARTED_AND_FIRST + 1)
        const all = Array.from({ length: limits.resumeMaxEvents + 1 }, (_, n) => says(`No ${n}`))
        await Promise.all(all)
        wire.say(subscription(2, 'room.events', { roomId }, id))
        await wire.hears(2, REFUSED)
      },

      'inputs that are not valid': async (stage) => {
        const { wire, roomId } = await shopperOnline(stage)
        const inputs = [undefined, null, 'x', [], {}, { roomId: 'x' }, { roomId, more: true }]
        for (const [id, input] of inputs.entries()) {
          wire.say(subscription(id, 'room.events', input))
          await wire.hears(id, 1)
        }
        wire.say(subscription(10, 'room.events', undefined, 'e:1'))
        await wire.hears(10, 1)
      },

      'a room of somebody else, and none, and what is for staff': async (stage) => {
        const { wire } = await shopperOnline(stage)
        const other = await stage.newShopper()
        wire.say(subscription(1, 'room.events', { roomId: other.roomId }))
        wire.say(subscription(2, 'room.events', { roomId: randomUUID() }))
        wire.say(subscription(3, 'room.signals', { roomId: other.roomId }))
        await Promise.all([1, 2, 3].map((id) => wire.hears(id, REFUSED)))
        wire.say(subscription(4, 'inbox.events'))
        wire.say(subscription(5, 'queue.events', {}))
        await Promise.all([4, 5].map((id) => wire.hears(id, 1)))
      },

      'ending one, twice, and one that is not there': async (stage) => {
        const { wire, roomId, says } = await shopperOnline(stage)
        wire.say(subscription(1, 'room.events', { roomId }))
        await wire.hears(1, STARTED_AND_FIRST)
        for (const id of [1, 1, 99]) wire.say(stop(id))
        await wire.hears(1, STARTED_AND_FIRST + 1)
        await says('To nobody')
        wire.say(query(2, 'widget.config'))
        await wire.hears(2, 1)
      },

      'ending one in the frame that begins it': async (stage) => {
        const { wire, roomId } = await shopperOnline(stage)
        wire.say([subscription(1, 'room.events', { roomId }), stop(1)])
        await wire.hears(1, 1)
        wire.say(subscription(1, 'room.events', { roomId }))
        await wire.hears(1, 1 + STARTED_AND_FIRST)
      },

      'an id that is in use, and again once it is free': async (stage) => {
        const { wire, roomId } = await shopperOnline(stage)
        wire.say(subscription(1, 'room.events', { roomId }))
        await wire.hears(1, STARTED_AND_FIRST)
        wire.say(subscription(1, 'room.events', { roomId }))
        wire.say(subscription(1, 'nothing.there'))
        await wire.hears(1, STARTED_AND_FIRST + 2)
        wire.say(stop(1))
        await wire.hears(1, STARTED_AND_FIRST + 3)
        wire.say(subscription(1, 'room.events', { roomId }))
        await wire.hears(1, 2 * STARTED_AND_FIRST + 3)
      },

      'all that a client opens when it comes back, in one frame': async (stage) => {
        const { wire, roomId, says } = await shopperOnline(stage)
        wire.say([
          subscription(1, 'room.events', { roomId }),
          query(2, 'widget.config'),
          subscription(3, 'room.events', { roomId: 'x' }),
          stop(4),
        ])
        await Promise.all([wire.hears(1, STARTED_AND_FIRST), wire.hears(2, 1), wire.hears(3, 1)])
        await says('Second')
        await wire.hears(1, STARTED_AND_FIRST + 1)
      },

      'a room that is taken away while it is read (R-08)': async (stage) => {
        const { wire, roomId } = await shopperOnline(stage)
        const [reader, owner] = [await stage.newAgent(), await stage.newAgent()]
        const desk = await stage.door.open(reader.browser, asAgent)
        for (const end of [wire, desk]) end.say(subscription(1, 'room.events', { roomId }))
        for (const end of [wire, desk]) await end.hears(1, STARTED_AND_FIRST)
        await owner.browser.trpc.room.accept.mutate({ roomId })
        for (const end of [wire, desk]) await end.hears(1, STARTED_AND_FIRST + 1)
        const [, groupId] = stage.groupIds
        await owner.browser.trpc.room.transfer.mutate({ roomId, groupId })
        await wire.hears(1, STARTED_AND_FIRST + 2)
        await desk.hears(1, STARTED_AND_FIRST + REFUSED)
      },

      'more than a socket may have open': async (stage) => {
        const { wire, roomId } = await shopperOnline(stage)
        for (const id of [1, 2, 3]) {
          wire.say(subscription(id, 'room.events', { roomId }))
          await wire.hears(id, STARTED_AND_FIRST)
        }
        wire.say(subscription(4, 'room.events', { roomId }))
        await wire.hears(4, REFUSED)
        wire.say(stop(1))
        await wire.hears(1, STARTED_AND_FIRST + 1)
        wire.say(subscription(5, 'room.events', { roomId }))
        await wire.hears(5, STARTED_AND_FIRST)
      },
    },
    {
      paths: ['room.events', 'room.signals', 'inbox.events', 'queue.events'],
      limits: { subscriptionsMax: 3 },
    },
  )
})

describe('what is no log is served alike', () => {
  servedAlike(
    {
      'an inbox and a line': async (stage) => {
        const manager = await stage.newAgent({ role: 'manager' })
        const idle = await stage.newAgent({ groupIds: [stage.groupIds[1]] })
        const desk = await stage.door.open(manager.browser, asAgent)
        desk.say(subscription(1, 'inbox.events'))
        await desk.hears(1, STARTED_AND_FIRST)
        const { says } = await shopperOnline(stage)
        await desk.hears(1, STARTED_AND_FIRST + 1)
        await says('News')
        await desk.hears(1, STARTED_AND_FIRST + 2)
        desk.say(subscription(2, 'inbox.events', { surplus: true }))
        await desk.hears(2, 1)
        desk.say(stop(1))
        await desk.hears(1, STARTED_AND_FIRST + 3)
        const other = await stage.door.open(idle.browser, asAgent)
        other.say(subscription(1, 'queue.events', {}))
        await other.hears(1, STARTED_AND_FIRST)
      },
    },
    { paths: ['inbox.events', 'queue.events'] },
  )
})

describe('what passes is served alike', () => {
  servedAlike(
    {
      'who types, and who has read how far': async (stage) => {
        const { wire, roomId } = await shopperOnline(stage)
        const { browser } = await stage.newAgent()
        const desk = await stage.door.open(browser, asAgent)
        desk.say(subscription(1, 'room.signals', { roomId }))
        await desk.hears(1, STARTED_AND_FIRST)
        wire.say(mutation(2, 'room.typing', { roomId, active: true }))
        await desk.hears(1, STARTED_AND_FIRST + 1)
        wire.say(mutation(3, 'room.markRead', { roomId, seq: 2 }))
        await desk.hears(1, STARTED_AND_FIRST + 2)
      },
    },
    { paths: ['room.signals'] },
  )
})
