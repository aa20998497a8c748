import { describe, expect, it } from 'vitest'
import { serializeError } from './serialize-error.ts'

describe('R-43: an error in the log', () => {
  const database = Object.assign(new Error('duplicate key value'), {
    code: '23505',
    constraint: 'people_email',
    detail: 'Key (email)=(mara@lamps.example) already exists.',
    parameters: ['mara@lamps.example'],
  })
  const query = new Error(
    'Failed query: insert into "people"\nparams: mara@lamps.example,lamps-that-last',
    { cause: database },
  )

  it('says what happened and where', () => {
    expect(serializeError(query)).toMatchObject({
      name: 'Error',
      message: 'Failed query: insert into "people"',
      stack: expect.stringContaining('serialize-error.test.ts'),
      cause: { code: '23505', constraint: 'people_email' },
    })
  })

  it('holds no value of a query, wherever the error keeps it', () => {
    const line = JSON.stringify(serializeError(query))
    expect(line).not.toContain('mara@')
    expect(line).not.toContain('lamps-that-last')
  })

  it('holds no later line of a value with line breaks, even one that looks like a frame', () => {
    const body = new Error(
      'Failed query: insert\nparams: hello,one\n    at my door, code 4711\nbye',
    )
    const line = JSON.stringify(serializeError(body))
    expect(line).toContain('serialize-error.test.ts')
    expect(line).not.toMatch(/hello|4711|bye/)
  })

  it('does not follow causes for ever', () => {
    const loop = new Error('round')
    loop.cause = loop
    expect(JSON.stringify(serializeError(loop)).match(/"round"/g)).toHaveLength(5)
  })

  it('tells nothing of a thrown value that is no error', () => {
    expect(serializeError({ password: 'x' })).toEqual({
      name: 'object',
      message: 'a value that is no error',
    })
  })
})
