import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { Outbox } from './outbox.ts'
import { refusedWith, unreachable } from './testing/chat-error.ts'
import { createSharedLock } from './testing/memory-lock.ts'
import { createSharedStorage } from './testing/memory-outbox-storage.ts'
import { closeTabs, createServer, logOf, openTab, say, states } from './testing/outbox-scene.ts'

afterEach(() => {
  closeTabs()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test('a message is stored before it is shown, and shown as sending until it is committed', async () => {
  const shared = createSharedStorage()
  const server = createServer()
  const outbox = openTab({ deliver: server.deliver, storage: shared.openTab() })
  const storedWhenShown: boolean[] = []
  outbox.store.subscribe((entries) =>
    storedWhenShown.push(entries.every(({ clientId }) => shared.entries.has(clientId))),
  )
  say(outbox, 'Hello')
  expect(states(outbox)).toEqual(['queued'])
  await vi.waitFor(() => expect(states(outbox)).toEqual(['sent']))
  expect(storedWhenShown).not.toContain(false)
  expect(server.log).toEqual(['Hello'])
})

test('messages of one lane arrive in the order they were written, whatever gets lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<'ok' | 'request' | 'answer'>('ok', 'request', 'answer'), {
        maxLength: 12,
      }),
      fc.integer({ min: 1, max: 8 }),
      async (weather, count) => {
        vi.useFakeTimers()
        const server = createServer()
        const faults = weather.filter((kind) => kind !== 'ok')
        server.faults.push(
          ...faults.map((kind) => (kind === 'request' ? unreachable() : ('answer lost' as const))),
        )
        const outbox = openTab({ deliver: server.deliver })
        const bodies = Array.from({ length: count }, (_, index) => `message ${index}`)
        for (const body of bodies) say(outbox, body)
        await vi.advanceTimersByTimeAsync(20_000 * (faults.length + 1))
        expect(server.log).toEqual(bodies)
        expect(new Set(states(outbox))).toEqual(new Set(['sent']))
      },
    ),
    { numRuns: 40 },
  )
})

test('every attempt of a message carries the same key', async () => {
  vi.useFakeTimers()
  const server = createServer()
  server.faults.push(unreachable(), 'answer lost', unreachable())
  const outbox = openTab({ deliver: server.deliver })
  say(outbox, 'Hello')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.attempts).toHaveLength(4)
  expect(new Set(server.attempts).size).toBe(1)
  expect(server.log).toEqual(['Hello'])
})

test('two tabs send what they share once', async () => {
  const server = createServer()
  const { openTab: openStorage } = createSharedStorage()
  const runExclusive = createSharedLock()
  const tabs = [1, 2].map(() =>
    openTab({ deliver: server.deliver, storage: openStorage(), runExclusive }),
  )
  for (const [index, tab] of [...tabs, ...tabs].entries()) say(tab, `message ${index}`)
  await vi.waitFor(() => expect(server.log).toHaveLength(4))
  await vi.waitFor(() => expect(new Set(tabs.flatMap(states))).toEqual(new Set(['sent'])))
  expect(server.attempts).toHaveLength(4)
})

test('a reload in the middle of an attempt sends the message again, under its key', async () => {
  const { openTab: openStorage } = createSharedStorage()
  const attempts: string[] = []
  const before = openTab({
    deliver: async ({ clientId }) => {
      attempts.push(clientId)
      return new Promise(() => undefined)
    },
    storage: openStorage(),
  })
  say(before, 'Hello')
  await vi.waitFor(() => expect(states(before)).toEqual(['sending']))
  before.dispose()

  const server = createServer()
  const after = openTab({ deliver: server.deliver, storage: openStorage() })
  expect(after.store.getState()).toHaveLength(1)
  await vi.waitFor(() => expect(server.log).toEqual(['Hello']))
  expect(server.attempts).toEqual(attempts)
})

test('an attempt without an answer ends after eight seconds, and the message goes again', async () => {
  vi.useFakeTimers()
  const server = createServer()
  let attempts = 0
  const outbox = openTab({
    deliver: (entry) => (attempts++ === 0 ? new Promise(() => undefined) : server.deliver(entry)),
  })
  say(outbox, 'Hello')
  await vi.advanceTimersByTimeAsync(7_999)
  expect(attempts).toBe(1)
  await vi.advanceTimersByTimeAsync(501)
  expect(server.log).toEqual(['Hello'])
})

test('C12: a clock that jumps a day either way neither reorders nor holds up what waits', async () => {
  vi.useFakeTimers()
  const startMs = Date.now()
  const dayMs = 24 * 60 * 60 * 1_000
  const shared = createSharedStorage()
  const server = createServer()
  server.faults.push(...Array.from({ length: 3 }, unreachable))
  const bodies = ['First', 'Second', 'Third']
  let outbox: Outbox | null = null
  for (const [index, body] of bodies.entries()) {
    outbox?.dispose()
    vi.setSystemTime(startMs + dayMs / 2 - (index * dayMs) / 2)
    outbox = openTab({ deliver: server.deliver, storage: shared.openTab() })
    say(outbox, body)
    await vi.advanceTimersByTimeAsync(0)
  }
  await vi.advanceTimersByTimeAsync(20_000)
  expect(server.log).toEqual(bodies)
})

test('a message the browser will not store is sent all the same, and says that it is not stored', async () => {
  const server = createServer()
  server.faults.push(unreachable())
  const shared = createSharedStorage()
  const outbox = openTab({
    deliver: server.deliver,
    storage: { ...shared.openTab(), load: () => [], put: () => false, has: () => true },
  })
  say(outbox, 'Hello')
  expect(outbox.store.getState()[0]?.isUnsaved).toBe(true)
})

test('R-44: what was signed out of in one tab is forgotten by the others, and stays out of the storage', async () => {
  const shared = createSharedStorage()
  const server = createServer()
  const runExclusive = createSharedLock()
  const [one, two] = [1, 2].map(() =>
    openTab({ deliver: server.deliver, storage: shared.openTab(), runExclusive }),
  ) as [Outbox, Outbox]
  say(one, 'Private')
  await vi.waitFor(() => expect(states(two)).toEqual(['sent']))
  const clientId = two.store.getState()[0]?.clientId ?? ''
  one.clear()
  two.settle('own', logOf({ [clientId]: 1 }, 1))
  expect(shared.entries.size).toBe(0)
  two.reload()
  expect(two.store.getState()).toEqual([])
})

test('a refused message can be sent again under a new key, or discarded', async () => {
  const server = createServer()
  server.faults.push(refusedWith('not_permitted'), refusedWith('not_permitted'))
  const outbox = openTab({ deliver: server.deliver })
  say(outbox, 'First')
  say(outbox, 'Second')
  await vi.waitFor(() => expect(states(outbox)).toEqual(['failed', 'failed']))
  const [first, second] = outbox.store.getState()
  outbox.discard(first?.clientId ?? '')
  outbox.retry(second?.clientId ?? '')
  await vi.waitFor(() => expect(states(outbox)).toEqual(['sent']))
  expect(server.log).toEqual(['Second'])
  expect(server.attempts[2]).not.toBe(second?.clientId)
})

test('the network coming back ends the wait', async () => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.999)
  const server = createServer()
  server.faults.push(...Array.from({ length: 6 }, unreachable))
  const outbox = openTab({ deliver: server.deliver })
  say(outbox, 'Hello')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(server.attempts).toHaveLength(6)
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(500)
  expect(server.log).toEqual(['Hello'])
})

test('looking at the tab again ends the wait', async () => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.999)
  const server = createServer()
  server.faults.push(...Array.from({ length: 6 }, unreachable))
  const outbox = openTab({ deliver: server.deliver })
  say(outbox, 'Hello')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(server.attempts).toHaveLength(6)
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(500)
  expect(server.log).toEqual(['Hello'])
})

test('the wait the server asked for is not cut short by the network', async () => {
  vi.useFakeTimers()
  const server = createServer()
  server.faults.push(refusedWith('rate_limited', { retryAfterMs: 5_000 }))
  const outbox = openTab({ deliver: server.deliver })
  say(outbox, 'Hello')
  await vi.advanceTimersByTimeAsync(4_900)
  outbox.wake()
  await vi.advanceTimersByTimeAsync(1)
  expect(server.attempts).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(server.log).toEqual(['Hello'])
})

test('R-44: after clearing, nothing is left to send or to read', async () => {
  const shared = createSharedStorage()
  const server = createServer()
  server.faults.push(refusedWith('rate_limited', { retryAfterMs: 60_000 }))
  const outbox = openTab({ deliver: server.deliver, storage: shared.openTab() })
  say(outbox, 'Private')
  await vi.waitFor(() => expect(server.attempts).toHaveLength(1))
  outbox.clear()
  expect(outbox.store.getState()).toEqual([])
  expect(shared.entries.size).toBe(0)
})

test('more than fifty waiting messages of one room are not taken, those of another are', () => {
  const outbox = openTab({ deliver: () => new Promise(() => undefined) })
  const taken = Array.from({ length: 51 }, (_, index) => say(outbox, `message ${index}`))
  expect(taken.filter(Boolean)).toHaveLength(50)
  expect(taken.at(-1)).toBe(false)
  expect(outbox.submit({ lane: 'other', kind: 'text', body: 'Hello' })).toBe(true)
})
