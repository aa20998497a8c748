import { afterEach, expect, test, vi } from 'vitest'
import type { Outbox } from './outbox.ts'
import { outgoingOf } from './outbox-entry.ts'
import { createSharedStorage } from './testing/memory-outbox-storage.ts'
import { closeTabs, createServer, logOf, openTab, say, states } from './testing/outbox-scene.ts'

afterEach(closeTabs)

const shown = (outbox: Outbox) => outgoingOf(outbox.store.getState(), 'own')
test('what the log shows leaves the screen, also while its answer is still on the way', async () => {
  let answer: (result: { seq: number }) => void = () => undefined
  const outbox = openTab({
    deliver: () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  })
  say(outbox, 'Hello')
  await vi.waitFor(() => expect(states(outbox)).toEqual(['sending']))
  const clientId = outbox.store.getState()[0]?.clientId ?? ''
  outbox.settle('own', logOf({ [clientId]: 1 }, 1))
  expect(shown(outbox)).toEqual([])
  answer({ seq: 1 })
  await vi.waitFor(() => expect(states(outbox)).toEqual(['settled']))
})

test('a committed message settles when the log shown begins after it', async () => {
  const outbox = openTab({ deliver: createServer().deliver })
  say(outbox, 'Hello')
  await vi.waitFor(() => expect(states(outbox)).toEqual(['sent']))
  outbox.settle('own', logOf({}, 0))
  expect(states(outbox)).toEqual(['sent'])
  outbox.settle('own', logOf({}, 60, 11))
  expect(states(outbox)).toEqual(['settled'])
})

test('a committed message whose place in the log is another’s is sent again, under its key', async () => {
  const server = createServer()
  const outbox = openTab({ deliver: server.deliver })
  say(outbox, 'Hello')
  await vi.waitFor(() => expect(states(outbox)).toEqual(['sent']))
  server.log.splice(0, 1, 'somebody else’s')
  outbox.settle('own', logOf({}, 1))
  await vi.waitFor(() => expect(server.log).toEqual(['somebody else’s', 'Hello']))
  expect(new Set(server.attempts).size).toBe(1)
})

test('C6: after a failover that lost the end of the log, what it lost is sent again in order', async () => {
  const server = createServer()
  const outbox = openTab({ deliver: server.deliver })
  for (const body of ['One', 'Two', 'Three']) say(outbox, body)
  await vi.waitFor(() => expect(server.log).toHaveLength(3))
  const seqs = Object.fromEntries(server.attempts.map((key, index) => [key, index + 1]))
  outbox.settle('own', logOf(seqs, 3))
  expect(shown(outbox)).toEqual([])

  server.log.length = 1
  outbox.recover('own', logOf({ [server.attempts[0] ?? '']: 1 }, 1), true)
  expect(shown(outbox).map(({ body }) => body)).toEqual(['Two', 'Three'])
  await vi.waitFor(() => expect(server.log).toEqual(['One', 'Two', 'Three']))
  expect(new Set(server.attempts).size).toBe(3)
})

test('C6: a page loaded after the failover finds what the one before it had sent', async () => {
  const shared = createSharedStorage()
  const before = openTab({ deliver: createServer().deliver, storage: shared.openTab() })
  say(before, 'Hello')
  await vi.waitFor(() => expect(states(before)).toEqual(['sent']))
  const clientId = before.store.getState()[0]?.clientId ?? ''
  before.settle('own', logOf({ [clientId]: 1 }, 1))
  before.dispose()

  const server = createServer()
  const after = openTab({ deliver: server.deliver, storage: shared.openTab() })
  after.recover('own', logOf({}, 0), false)
  await vi.waitFor(() => expect(server.log).toEqual(['Hello']))
  expect(server.attempts).toEqual([clientId])
})
