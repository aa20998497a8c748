// @vitest-environment node
import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { toRefusal } from './refusal.ts'
import { refusedWith, unreachable } from './testing/chat-error.ts'

test('a refusal of ours keeps its code, its facts and whether it may pass', () => {
  expect(toRefusal(refusedWith('rate_limited', { retryAfterMs: 1_500 }))).toMatchObject({
    code: 'rate_limited',
    retryable: true,
    retryAfterMs: 1_500,
  })
  expect(toRefusal(refusedWith('already_assigned', { agentName: 'Bo' }))).toMatchObject({
    code: 'already_assigned',
    retryable: false,
    details: { agentName: 'Bo' },
  })
})

test('no answer is something to try again, and so is a server in trouble', () => {
  expect(toRefusal(unreachable())).toMatchObject({ code: 'unreachable', retryable: true })
  expect(toRefusal(new Error('anything'))).toMatchObject({ code: 'unreachable', retryable: true })
  const internal = TRPCClientError.from({
    error: {
      code: -32_603,
      message: 'Oops.',
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 },
    },
  })
  expect(toRefusal(internal)).toMatchObject({ code: 'internal', retryable: true })
})
