import { expect, test } from 'vitest'
import { limits } from '../limits.ts'
import { createManualClock } from './manual-clock.ts'
import { createMemoryPorts } from './memory-store.ts'

test('the clock stands still until it is moved, or steps at every look', () => {
  const still = createManualClock({ startMs: 1_000 })
  expect([still.nowMs(), still.nowMs()]).toEqual([1_000, 1_000])
  still.advance(500)
  expect(still.nowMs()).toBe(1_500)
  const stepping = createManualClock({ startMs: 0, stepMs: 2 })
  expect([stepping.nowMs(), stepping.nowMs()]).toEqual([2, 4])
})

test('CU-5: a token dies when its time is up', async () => {
  const clock = createManualClock()
  const { customers } = createMemoryPorts({ clock })
  const { id } = await customers.createCustomer({ name: 'Mara' })
  await customers.issueToken({ customerId: id, tokenHash: 'hash', ttlMs: 1_000 })
  clock.advance(999)
  expect(await customers.findTokens(['hash'])).not.toEqual([null])
  clock.advance(1)
  expect(await customers.findTokens(['hash'])).toEqual([null])
})

test('CU-5: a token that lay idle is dead, and one that was used is not', async () => {
  const clock = createManualClock()
  const { customers } = createMemoryPorts({ clock })
  const { id } = await customers.createCustomer({ name: 'Mara' })
  const ttlMs = 6 * limits.customerTokenIdleMs
  await customers.issueToken({ customerId: id, tokenHash: 'hash', ttlMs })
  clock.advance(limits.customerTokenIdleMs - 1)
  await customers.findTokens(['hash'])
  clock.advance(limits.customerTokenIdleMs - 1)
  expect(await customers.findTokens(['hash'])).not.toEqual([null])
  clock.advance(limits.customerTokenIdleMs)
  expect(await customers.findTokens(['hash'])).toEqual([null])
})
