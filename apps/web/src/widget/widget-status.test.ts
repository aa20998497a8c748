// @vitest-environment node
import { expect, test } from 'vitest'
import { deriveStatus } from './widget-status.ts'

const room = (status: 'waiting' | 'open' | 'closed', isEmpty = false) => ({ status, isEmpty })
const live = { connection: 'live', available: true } as const

test.each([
  ['ready', { ...live, room: null }],
  ['ready', { ...live, room: room('closed', true) }],
  ['away', { ...live, available: false, room: null }],
  ['waiting', { ...live, room: room('waiting') }],
  ['away', { ...live, available: false, room: room('waiting') }],
  ['connected', { ...live, room: room('open') }],
  ['connected', { ...live, available: false, room: room('open') }],
  ['closed', { ...live, available: false, room: room('closed') }],
] as const)('says %s for %o', (status, input) => {
  expect(deriveStatus(input)).toBe(status)
})

test('what the network does is said before anything else', () => {
  for (const connection of ['offline', 'reconnecting', 'unreachable'] as const) {
    expect(deriveStatus({ ...live, connection, room: room('open') })).toBe(connection)
  }
})

test('the first connecting is not worth a word', () => {
  expect(deriveStatus({ ...live, connection: 'connecting', room: room('open') })).toBe('connected')
})
