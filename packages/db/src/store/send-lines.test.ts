import { expect, test } from 'vitest'
import { type Lined, SendLines } from './send-lines.ts'

const send = (roomId: string, clientId: string, body = 'Hello'): Lined => ({
  input: { roomId, clientId, body },
})

const linesOf = (sends: readonly Lined[], limits = { maxRows: 4, maxChars: 100 }) => {
  const lines = new SendLines<Lined>(limits)
  for (const one of sends) lines.add(one)
  return lines
}

const keysOf = (batch: readonly Lined[]) => batch.map(({ input }) => input.clientId)

test('what is in line goes together, a room after the other, each in the order of arrival', () => {
  const lines = linesOf([send('a', '1'), send('b', '2'), send('a', '3')])
  expect(keysOf(lines.take())).toEqual(['1', '3', '2'])
  expect(lines.take()).toEqual([])
})

test('a room that is being written in waits, and no other does', () => {
  const lines = linesOf([send('a', '1')])
  const first = lines.take()
  lines.add(send('a', '2'))
  lines.add(send('b', '3'))
  expect(keysOf(lines.take())).toEqual(['3'])
  expect(lines.take()).toEqual([])
  lines.release(first)
  expect(keysOf(lines.take())).toEqual(['2'])
})

test('a key goes once in a batch; the second send and those behind it wait until the first is stored', () => {
  const lines = linesOf([send('a', '1'), send('a', '1'), send('a', '2'), send('b', '1')])
  const first = lines.take()
  expect(keysOf(first)).toEqual(['1', '1'])
  lines.release(first)
  expect(keysOf(lines.take())).toEqual(['1', '2'])
})

test('a full batch leaves the rest in line, and the room that was left goes first', () => {
  const sends = ['1', '2', '3', '4', '5'].map((key) => send('a', key))
  const lines = linesOf([...sends, send('b', '6'), send('c', '7')])
  const first = lines.take()
  expect(keysOf(first)).toEqual(['1', '2', '3', '4'])
  lines.release(first)
  expect(keysOf(lines.take())).toEqual(['6', '7', '5'])
})

test('long texts make short batches, and one that is too long for any goes alone', () => {
  const [long, longer] = ['x'.repeat(60), 'x'.repeat(101)]
  const lines = linesOf([send('a', '1', long), send('b', '2', long), send('c', '3', longer)])
  expect(['1', '2', '3'].map(() => keysOf(lines.take()))).toEqual([['1'], ['2'], ['3']])
})
