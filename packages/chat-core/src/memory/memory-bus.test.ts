import { expect, test } from 'vitest'
import { busContract } from '../testing/bus-contract.ts'
import { createMemoryBus } from './memory-bus.ts'

busContract('memory', async () => ({ buses: [createMemoryBus()], async close() {} }))

test('what a listener throws is handed to whoever made the bus', () => {
  const errors: unknown[] = []
  const bus = createMemoryBus((error) => errors.push(error))
  const broken = new Error('I am broken.')
  bus.subscribe(() => {
    throw broken
  })
  bus.publish({ type: 'agent.changed', agentId: 'anna' })
  expect(errors).toEqual([broken])
})
