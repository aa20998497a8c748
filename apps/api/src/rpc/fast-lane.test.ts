import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { closeRoom } from '@shopbell/chat-core'
import { describe, expect, test } from 'vitest'
import { servedAlike } from './testing/served-alike.ts'
import { asking } from './testing/two-doors.ts'

const { mutation, query, send, subscription } = asking

test('tRPC is the version whose wire format the fast lane was written after', () => {
  const { version } = createRequire(import.meta.url)('@trpc/server/package.json')
  // Another one? Read what changed in its adapters/ws.ts before you change this line; the tests below compare the two.
  expect(version).toBe('11.25.2')
})

const asCustomer = { params: { as: 'customer' } }
const asAgent = { params: { as: 'agent' } }

describe('a call is served alike: with tRPC 11.25.2, and past it', () => {
  servedAlike(
    {
      'a text is sent, sent again and sent with another body': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        const clientId = randomUUID()
        for (const [id, body] of ['Hello', ' Hello ', 'Bye'].entries()) {
          wire.say(send(id, roomId, body, clientId))
          await wire.hears(id, 1)
        }
      },

      'ids are numbers or texts': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        for (const id of [0, -1.5, '7', '"', 'ü']) {
          wire.say(send(id, roomId))
          await wire.hears(id, 1)
        }
      },

      'inputs that are not valid': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        const valid = { roomId, clientId: randomUUID(), body: 'Hello' }
        const inputs = [
          undefined,
          null,
          'text',
          [],
          {},
          { ...valid, body: '' },
          { ...valid, body: '   ' },
          { ...valid, body: 'x'.repeat(4_001) },
          { ...valid, body: 'a\u0000b' },
          { ...valid, body: 7 },
          { ...valid, clientId: 'not an id' },
          { ...valid, roomId: 'not an id' },
          { ...valid, author: 'somebody else' },
        ]
        for (const [id, input] of inputs.entries()) {
          wire.say(mutation(id, 'room.send', input))
          await wire.hears(id, 1)
        }
      },

      'paths and methods that are not there': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        wire.say(query(1, 'room.send', { roomId }))
        wire.say(mutation(2, 'room.events', { roomId }))
        wire.say(mutation(3, 'room.nothing', { roomId }))
        wire.say(mutation(4, '__proto__', { roomId }))
        wire.say(mutation(5, 'constructor', { roomId }))
        wire.say(subscription(6, 'room.send', { roomId, clientId: randomUUID(), body: 'Hello' }))
        await Promise.all([1, 2, 3, 4, 5, 6].map((id) => wire.hears(id, 1)))
      },

      'what is no call of tRPC': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        // Only what comes when the client is known is refused with a requestId.
        wire.say(query(0, 'widget.config'))
        await wire.hears(0, 1)
        const faulty = [
          '{',
          '42',
          'null',
          '"text"',
          '[]',
          '[42]',
          { ...send(1, roomId), id: null },
          { ...send(1, roomId), id: {} },
          { ...send(1, roomId), jsonrpc: '1.0' },
          { id: 1, method: 'mutation' },
          { id: 1, method: 'dance', params: { path: 'room.send' } },
          { id: 1, method: 'mutation', params: { path: 7 } },
          { id: 1, method: 'mutation', params: { path: 'room.send', lastEventId: 7 } },
          [send(1, roomId), { id: 2, method: 'dance' }],
        ]
        for (const frame of faulty) wire.say(frame)
        await wire.hears(null, 13)
      },

      'other ways to say the same': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        wire.say({ ...send(1, roomId), jsonrpc: '2.0' })
        await wire.hears(1, 1)
        wire.say(Buffer.from(JSON.stringify(send(2, roomId))))
        await wire.hears(null, 1)
        wire.say({
          id: 3,
          method: 'mutation',
          params: { ...send(3, roomId).params, lastEventId: 'x' },
        })
        await wire.hears(3, 1)
        wire.say('PING')
        await wire.hears('PONG', 1)
      },

      'several calls in a frame, of which some are the adapter’s': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        wire.say([send(1, roomId, 'One'), query(2, 'widget.config'), mutation(3, 'room.send')])
        await Promise.all([1, 2, 3].map((id) => wire.hears(id, 1)))
        wire.say(Array.from({ length: 17 }, (_, id) => send(10 + id, roomId)))
        await wire.hears(26, 1)
        wire.say([])
        wire.say(query(4, 'widget.config'))
        await wire.hears(4, 1)
      },

      'a room of somebody else, and none': async ({ door, newShopper }) => {
        const [{ browser }, other] = [await newShopper(), await newShopper()]
        const wire = await door.open(browser, asCustomer)
        wire.say(send(1, other.roomId))
        wire.say(send(2, randomUUID()))
        await Promise.all([1, 2].map((id) => wire.hears(id, 1)))
      },

      'an agent, in rooms that are theirs, somebody else’s, closed': async (stage) => {
        const { door, newShopper, newAgent, ports } = stage
        const [mine, taken, closed] = [await newShopper(), await newShopper(), await newShopper()]
        const [me, other] = [await newAgent(), await newAgent()]
        await other.browser.trpc.room.accept.mutate({ roomId: taken.roomId })
        await closeRoom(ports, closed.actor, { roomId: closed.roomId })
        const wire = await door.open(me.browser, asAgent)
        for (const [id, { roomId }] of [mine, taken, closed].entries()) {
          wire.say(send(id, roomId))
          await wire.hears(id, 1)
        }
      },

      'a failure of ours is told without its reason, and logged with it': async (stage) => {
        const { browser, roomId } = await stage.newShopper()
        const wire = await stage.door.open(browser, asCustomer)
        wire.say(send(1, roomId, 'boom'))
        await wire.hears(1, 1)
      },

      'nobody is signed in, whatever they ask for': async ({ door }) => {
        const silent = await door.open(null)
        silent.say(send(1, randomUUID()))
        expect(await silent.closed).toBe(4401)
        const nobody = await door.open(null, { params: {} })
        nobody.say(send(1, randomUUID()))
        expect(await nobody.closed).toBe(4401)
        const stale = await door.open(null, { params: { token: 'x'.repeat(43) } })
        expect(await stale.closed).toBe(4401)
      },

      'parameters that are none': async ({ door, newShopper }) => {
        const { browser } = await newShopper()
        for (const params of ['{', '42', '{"data":42}', '{"data":{"as":7}}', '{"data":[]}', '{}']) {
          const wire = await door.open(browser, { params })
          await wire.hears(null, 1)
          await wire.closed
        }
      },

      'parameters that say nothing, and cookies alone': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        for (const options of [{ params: null }, { params: {} }, {}]) {
          const wire = await door.open(browser, options)
          wire.say(send(1, roomId))
          await wire.hears(1, 1)
        }
      },

      'a customer whose token was revoked while nobody was told': async (stage) => {
        const { door, newShopper } = stage
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        wire.say(send(1, roomId))
        await wire.hears(1, 1)
        await stage.revokeSilently(browser)
        wire.say(send(2, roomId))
        wire.say(subscription(3, 'room.events', { roomId }))
        await Promise.all([2, 3].map((id) => wire.hears(id, 1)))
      },

      'too many texts in a short time': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        // One was sent when the room was opened.
        for (let id = 1; id <= 20; id += 1) {
          wire.say(send(id, roomId))
          await wire.hears(id, 1)
        }
      },
    },
    { paths: ['room.send', 'room.events'] },
  )
})

describe('a socket’s budget is the same', () => {
  servedAlike(
    {
      'for calls': async ({ door, newShopper }) => {
        const { browser, roomId } = await newShopper()
        const wire = await door.open(browser, asCustomer)
        wire.say([
          send(1, roomId),
          query(2, 'widget.config'),
          send(3, roomId),
          mutation(4, 'room.send'),
        ])
        await Promise.all([1, 2, 3, 4].map((id) => wire.hears(id, 1)))
      },
    },
    { paths: ['room.send'], limits: { calls: { burst: 2, perSecond: 0.001 } } },
  )
})
