import { expect, test } from 'vitest'
import type { Refusal } from '@/chat/refusal'
import { refusalWords } from './refusal-words.ts'

const refusal = (different: Partial<Refusal>): Refusal => ({
  code: 'internal',
  message: '',
  retryable: false,
  retryAfterMs: null,
  details: {},
  ...different,
})

test('the loser of a race learns who won', () => {
  const lost = refusal({ code: 'already_assigned', details: { agentName: 'Bo Nyström' } })
  expect(refusalWords(lost).title).toBe('Bo Nyström took this chat a moment ago')
})

test('a room that has gone is told plainly, with what can still be done', () => {
  expect(refusalWords(refusal({ code: 'room_gone' }))).toEqual({
    title: 'This chat was closed before it was taken',
    description: 'You can read it here, and reopen it.',
  })
})

test('a fault of the service and one of the network read alike and show no inner text', () => {
  const internal = refusalWords(refusal({ message: 'deadlock detected' }))
  expect(internal).toEqual(refusalWords(refusal({ code: 'unreachable' })))
  expect(JSON.stringify(internal)).not.toContain('deadlock')
})

test('an agent who has as many chats as may be learns what would help', () => {
  expect(refusalWords(refusal({ code: 'agent_at_capacity' })).description).toMatch(
    /closed or passed/,
  )
})

test('any other refusal says what the service said', () => {
  const refused = refusal({ code: 'not_permitted', message: 'Only the owner may do this.' })
  expect(refusalWords(refused).description).toBe('Only the owner may do this.')
})
