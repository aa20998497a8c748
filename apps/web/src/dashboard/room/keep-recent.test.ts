import { expect, test } from 'vitest'
import { keepRecent } from './keep-recent.ts'

test('the room just opened comes first and the longest unused one is let go', () => {
  expect(keepRecent([], 'a', 2)).toEqual(['a'])
  expect(keepRecent(['a'], 'b', 2)).toEqual(['b', 'a'])
  expect(keepRecent(['b', 'a'], 'c', 2)).toEqual(['c', 'b'])
})

test('going back to a kept room drops no other', () => {
  expect(keepRecent(['c', 'b', 'a'], 'a', 3)).toEqual(['a', 'c', 'b'])
})

test('opening the same room again changes nothing at all', () => {
  const kept = ['a', 'b']
  expect(keepRecent(kept, 'a', 2)).toBe(kept)
})
