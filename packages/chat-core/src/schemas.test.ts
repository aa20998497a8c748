import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { limits } from './limits.ts'
import {
  agentUpdateInput,
  assignInput,
  eventsInput,
  inboxInput,
  markReadInput,
  messagesInput,
  personName,
  rateInput,
  roomInput,
  sendInput,
  toInputError,
  transferInput,
  typingInput,
} from './schemas.ts'
import { runs } from './testing/runs.ts'

const ID = '018f3c1e-7b5a-7c3d-8e2f-0123456789ab'
const OTHER = '118f3c1e-7b5a-4c3d-8e2f-0123456789ab'
const longest = 'x'.repeat(limits.bodyMaxChars)
const send = { roomId: ID, clientId: OTHER, body: 'Hello' }

const refusal = (schema: z.ZodType, input: unknown) => {
  const { error } = schema.safeParse(input)
  if (!error) throw new Error(`This was let in: ${JSON.stringify(input)}`)
  return toInputError(error)
}

describe('inputs', () => {
  test('MS-1: a body comes out trimmed, up to the limit', () => {
    expect(sendInput.parse({ ...send, body: ' \n Hello 🪔 ' }).body).toBe('Hello 🪔')
    expect(sendInput.parse({ ...send, body: ` ${longest} ` }).body).toBe(longest)
  })

  test('MS-1: a bad body is refused as the use case would', () => {
    expect(refusal(sendInput, { ...send, body: ' \n ' })).toMatchObject({ code: 'message_empty' })
    expect(refusal(sendInput, { ...send, body: `${longest}x` })).toMatchObject({
      code: 'message_too_long',
      details: { field: 'body', maxChars: limits.bodyMaxChars },
    })
    for (const body of ['a\u0000b', 'a\ud800', 7, null, undefined, ['a']])
      expect(refusal(sendInput, { ...send, body })).toMatchObject({ code: 'input_invalid' })
    const note = { clientId: ID, body: '' }
    expect(refusal(transferInput, { roomId: ID, agentId: ID, note })).toMatchObject({
      code: 'message_empty',
      details: { field: 'note.body' },
    })
  })

  test('an id is a UUID, in lower case from here on', () => {
    expect(roomInput.parse({ roomId: ID.toUpperCase() })).toEqual({ roomId: ID })
    for (const roomId of ['', 'room', `${ID}0`, `{${ID}}`, 7, null, undefined, '__proto__'])
      expect(refusal(roomInput, { roomId })).toMatchObject({
        code: 'input_invalid',
        details: { field: 'roomId' },
      })
  })

  test('a page goes one way, with a limit and a default', () => {
    expect(messagesInput.parse({ roomId: ID })).toEqual({
      roomId: ID,
      limit: limits.snapshotMessages,
    })
    expect(messagesInput.safeParse({ roomId: ID, afterSeq: 0, limit: 100 }).success).toBe(true)
    for (const page of [
      { beforeSeq: 2, afterSeq: 1 },
      { limit: 0 },
      { limit: limits.pageMaxMessages + 1 },
      { afterSeq: -1 },
      { afterSeq: 1.5 },
      { beforeSeq: Number.NaN },
      { beforeSeq: 2 ** 60 },
    ])
      expect(refusal(messagesInput, { roomId: ID, ...page }).code).toBe('input_invalid')
  })

  test('a rating is 1 to 5, with a comment or without', () => {
    expect(rateInput.parse({ roomId: ID, score: 5, comment: ' Bright! ' }).comment).toBe('Bright!')
    expect(rateInput.safeParse({ roomId: ID, score: 1 }).success).toBe(true)
    for (const rating of [
      { score: 0 },
      { score: 6 },
      { score: 2.5 },
      { score: 3, comment: 'x'.repeat(limits.commentMaxChars + 1) },
    ])
      expect(refusal(rateInput, { roomId: ID, ...rating }).code).toBe('input_invalid')
  })

  test('a transfer names an agent or a group', () => {
    expect(transferInput.safeParse({ roomId: ID, agentId: ID }).success).toBe(true)
    expect(transferInput.safeParse({ roomId: ID, groupId: ID }).success).toBe(true)
    for (const target of [{}, { agentId: ID, groupId: OTHER }])
      expect(refusal(transferInput, { roomId: ID, ...target }).message).toBe(
        'Name either an agent or a group.',
      )
  })

  test('a list has a name, a cursor and a limit', () => {
    expect(inboxInput.parse({ filter: 'mine' })).toEqual({
      filter: 'mine',
      limit: limits.pageMaxRooms,
    })
    for (const query of [
      { filter: 'all' },
      { filter: 'open', limit: limits.pageMaxRooms + 1 },
      { filter: 'open', cursor: 'x'.repeat(201) },
    ])
      expect(refusal(inboxInput, query).code).toBe('input_invalid')
  })

  test('the other inputs take what they say', () => {
    for (const [schema, input] of [
      [markReadInput, { roomId: ID, seq: 3 }],
      [typingInput, { roomId: ID, active: true }],
      [assignInput, { roomId: ID, agentId: OTHER }],
      [eventsInput, { roomId: ID }],
      [eventsInput, { roomId: ID, lastEventId: null }],
      [eventsInput, { roomId: ID, lastEventId: 'epoch:12' }],
      [agentUpdateInput, { availability: 'away' }],
      [personName, 'Mara'],
    ] as const)
      expect(schema.parse(input)).toEqual(input)
  })

  test('a field nobody asked for is refused', () => {
    const inputs = [
      [roomInput, { roomId: ID }],
      [sendInput, send],
      [markReadInput, { roomId: ID, seq: 3 }],
      [agentUpdateInput, {}],
    ] as const
    for (const [schema, input] of inputs)
      expect(refusal(schema, { ...input, senderId: ID }).code).toBe('input_invalid')
  })

  test('whatever is thrown at an input comes out parsed or as a typed refusal for a person', () => {
    const schemas = [sendInput, messagesInput, rateInput, transferInput, inboxInput]
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.anything(), (schema, input) => {
        const { error } = schema.safeParse(input)
        if (error) expect(toInputError(error).message.length).toBeGreaterThan(0)
      }),
      runs(500),
    )
  })
})
