// @vitest-environment node
import { expect, test } from 'vitest'
import { sendingState } from './sending-state.ts'
import { anna, asMara, mara, note, outgoing, system, text } from './testing/messages.ts'

const state = (input: Partial<Parameters<typeof sendingState>[0]>) =>
  sendingState({ messages: [], outgoing: [], me: asMara, readSeq: 0, ...input })

test('one’s last message is sending, then sent, then read', () => {
  expect(state({ outgoing: [outgoing('a')] })).toBe('sending')
  expect(state({ outgoing: [outgoing('a', { state: 'sending' })] })).toBe('sending')
  expect(state({ outgoing: [outgoing('a', { state: 'sent' })] })).toBe('sent')
  expect(state({ messages: [text(4, mara)], readSeq: 3 })).toBe('sent')
  expect(state({ messages: [text(4, mara)], readSeq: 4 })).toBe('read')
})

test('a message whose attempt came to nothing waits, and so does what was written after it', () => {
  const waiting = outgoing('a', { attempts: 1 })
  expect(state({ outgoing: [waiting] })).toBe('waiting')
  expect(state({ outgoing: [outgoing('a', { state: 'sending', attempts: 2 })] })).toBe('waiting')
  expect(state({ outgoing: [waiting, outgoing('b')] })).toBe('waiting')
  expect(state({ outgoing: [waiting, outgoing('b', { isUnsaved: true })] })).toBe('unsaved')
  expect(state({ outgoing: [outgoing('a', { state: 'sending', attempts: 1 })] })).toBe('sending')
})

test('a system line after it changes nothing, an answer or the end of the chat ends it', () => {
  const opened = system(5, { type: 'room.opened' })
  expect(state({ messages: [text(4, mara), opened], readSeq: 4 })).toBe('read')
  expect(state({ messages: [text(4, mara), text(5, anna)], readSeq: 5 })).toBeNull()
  const closed = system(5, {
    type: 'room.closed',
    by: { id: 'mara', name: 'Mara' },
    reason: 'left',
  })
  expect(state({ messages: [text(4, mara), closed], readSeq: 4 })).toBeNull()
})

test('a failed message says so itself, and a note is read by nobody in particular', () => {
  expect(state({ outgoing: [outgoing('a', { state: 'failed' })] })).toBeNull()
  expect(
    sendingState({
      messages: [note(1, anna)],
      outgoing: [],
      me: { kind: 'agent', id: 'anna' },
      readSeq: 9,
    }),
  ).toBeNull()
})
