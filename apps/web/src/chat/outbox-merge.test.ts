// @vitest-environment node
import { expect, test } from 'vitest'
import { mergeStored } from './outbox-merge.ts'
import { toStored } from './stored-entry.ts'
import { outgoing } from './testing/messages.ts'

const nowMs = 1_000
const stored = (...args: Parameters<typeof outgoing>) => toStored(outgoing(...args), nowMs)
const sent = { state: 'sent', seq: 1, sentAtMs: 5 } as const
const settled = { state: 'settled', seq: 1, sentAtMs: 5 } as const

test('what another tab wrote comes in the order it was submitted', () => {
  const own = [outgoing('z', { order: 1 }), outgoing('y', { order: 3 })]
  const merged = mergeStored(
    own,
    [stored('a', { order: 2 }), ...own.map((entry) => toStored(entry, nowMs))],
    { nowMs },
  )
  expect(merged.map(({ clientId }) => clientId)).toEqual(['z', 'a', 'y'])
})

test('what another tab has seen in the log stays on this screen until it is there too', () => {
  const [entry] = mergeStored([outgoing('a')], [stored('a', settled)], { nowMs })
  expect(entry?.state).toBe('sent')
  expect(mergeStored([outgoing('a', sent)], [], { nowMs })).toHaveLength(1)
})

test('what another tab found missing in the log is on its way again here as well', () => {
  const [entry] = mergeStored([outgoing('a', settled)], [stored('a')], { nowMs })
  expect(entry?.state).toBe('queued')
})

test('what another tab took away is gone here too', () => {
  const own = [outgoing('a'), outgoing('b', { state: 'failed' }), outgoing('c', settled)]
  expect(mergeStored(own, [], { nowMs })).toEqual([])
})

test('a wait goes on where another page’s clock left it', () => {
  const waiting = toStored(outgoing('a', { dueAtMs: 90_500, heldUntilMs: 90_200 }), 90_000)
  expect(mergeStored([], [waiting], { nowMs: 7 })[0]).toMatchObject({
    dueAtMs: 507,
    heldUntilMs: 207,
  })
})
