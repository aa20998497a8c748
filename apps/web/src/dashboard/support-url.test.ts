import { expect, test } from 'vitest'
import { goTo, hrefOf } from './support-url.ts'

test('an address names the list and the room, and survives odd characters', () => {
  expect(hrefOf({ roomId: null, filter: 'mine' })).toBe('?filter=mine')
  expect(hrefOf({ roomId: 'a&b', filter: 'waiting' })).toBe('?filter=waiting&room=a%26b')
})

test('going to another place can be undone with Back; going where one is leaves no trace', () => {
  const before = history.length
  goTo({ roomId: 'room-1', filter: 'mine' })
  expect(location.search).toBe('?filter=mine&room=room-1')
  goTo({ roomId: 'room-1', filter: 'mine' })
  expect(history.length).toBe(before + 1)
})
