import { expect, test } from 'vitest'
import type { Refusal } from '@/chat/refusal'
import { endingOf } from './ending-of.ts'

const refusal = (code: Refusal['code']): Refusal => ({
  code,
  message: '',
  retryable: false,
  retryAfterMs: null,
  details: {},
})

test('nothing has ended while nothing was refused', () => {
  expect(endingOf(null, null)).toBeNull()
})

test('a session that ended elsewhere ends here, whether the stream or the socket says so', () => {
  expect(endingOf(refusal('session_expired'), null)).toBe('signed-out')
  expect(endingOf(null, 4401)).toBe('signed-out')
})

test('a lost right and too many windows are told apart', () => {
  expect(endingOf(refusal('not_permitted'), null)).toBe('not-permitted')
  expect(endingOf(null, 4403)).toBe('not-permitted')
  expect(endingOf(null, 4409)).toBe('too-many')
})

test('a refusal without a page of its own still ends in a page', () => {
  expect(endingOf(refusal('input_invalid'), null)).toBe('refused')
  expect(endingOf(null, 4400)).toBe('refused')
})
