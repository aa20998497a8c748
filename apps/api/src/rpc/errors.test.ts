import { ChatError } from '@shopbell/chat-core'
import { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toPublicError } from './errors.ts'

const inputError = (schema: z.ZodType, input: unknown) =>
  new TRPCError({ code: 'BAD_REQUEST', cause: schema.safeParse(input).error })

describe('the one map of refusals', () => {
  it.each([
    ['not_signed_in', 401],
    ['session_expired', 401],
    ['not_permitted', 403],
    ['room_not_found', 404],
    ['agent_not_found', 404],
    ['group_not_found', 404],
    ['tag_not_found', 404],
    ['canned_response_not_found', 404],
    ['name_taken', 409],
    ['default_group_stays', 422],
    ['last_admin', 422],
    ['already_assigned', 409],
    ['already_rated', 409],
    ['agent_at_capacity', 409],
    ['room_closed', 409],
    ['room_not_closed', 409],
    ['room_not_open', 409],
    ['room_gone', 410],
    ['resync_required', 412],
    ['message_empty', 422],
    ['message_too_long', 422],
    ['idempotency_mismatch', 422],
    ['input_invalid', 400],
    ['rate_limited', 429],
  ] as const)('answers %s with %i', (code, httpStatus) => {
    expect(toPublicError(new ChatError(code, 'text', { fact: 1 }))).toMatchObject({
      code,
      httpStatus,
      message: 'text',
      details: { fact: 1 },
    })
  })

  it('says the same of a refusal that tRPC has wrapped', () => {
    const cause = new ChatError('room_gone', 'gone')
    const wrapped = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause })
    expect(toPublicError(wrapped)).toEqual(toPublicError(cause))
  })

  it('tells a broken rule from an input of the wrong shape', () => {
    const schema = z.strictObject({ body: z.string().min(1).max(3) })
    expect(toPublicError(inputError(schema, { body: '' })).httpStatus).toBe(422)
    expect(toPublicError(inputError(schema, { body: 'long' })).code).toBe('message_too_long')
    expect(toPublicError(inputError(schema, { body: 1 })).httpStatus).toBe(400)
  })
})

describe('R-42: what nobody meant for the caller', () => {
  const leaky = new Error('duplicate key value violates unique constraint "people_email"')

  it.each([
    ['an unexpected error', leaky],
    ['one that tRPC has wrapped', new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: leaky })],
    ['an error with a status of its own', Object.assign(leaky, { statusCode: 404, code: 'E1' })],
    ['something that is no error', 'people_email'],
    ['an output that does not fit', inputErrorAs500()],
  ])('is a 500 with a fixed text: %s', (_what, thrown) => {
    expect(toPublicError(thrown)).toEqual({
      code: 'internal',
      message: 'Something went wrong on our side. Please try again.',
      details: {},
      retryable: true,
      trpcCode: 'INTERNAL_SERVER_ERROR',
      httpStatus: 500,
    })
  })

  it('hides tRPC’s own texts as well, which quote what was sent', () => {
    const error = new TRPCError({ code: 'NOT_FOUND', message: 'No procedure on path "<script>"' })
    expect(toPublicError(error)).toMatchObject({
      httpStatus: 404,
      message: 'This request cannot be understood.',
    })
  })
})

function inputErrorAs500(): TRPCError {
  const cause = z.string().safeParse(1).error
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'Output invalid', cause })
}
