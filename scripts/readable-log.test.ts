import { expect, it } from 'vitest'
import { readableLine } from './readable-log.mjs'

it('says what happened and with what, without the machinery', () => {
  const line = JSON.stringify({ level: 40, time: 1, msg: 'limit reached', ip: '::1', count: 3 })
  expect(readableLine(line)).toBe('warn  limit reached  ip=::1  count=3')
})

it('shows where an error came from', () => {
  const line = JSON.stringify({
    level: 50,
    msg: 'failed',
    err: { stack: 'Error: no\n    at here' },
  })
  expect(readableLine(line)).toBe('error  failed\nError: no\n    at here')
})

it.each(['plain words', '{ not json', ''])('leaves %j as it is', (line) => {
  expect(readableLine(line)).toBe(line)
})
