import type { Message } from '@shopbell/chat-core'
import { describe, expect, test } from 'vitest'
import { SharedFrames } from './shared-frames.ts'

const message = (seq: number, kind: 'text' | 'note'): Message => ({
  kind,
  roomId: 'r1',
  seq,
  threadId: 't1',
  author: { kind: 'agent', id: 'a1', name: 'Ada' },
  createdAt: '2026-11-20T12:00:00.000Z',
  body: `${kind} ${seq}`,
  clientId: `c${seq}`,
})

const seqsIn = (
  frames: SharedFrames,
  batch: readonly Message[],
  audience: 'customer' | 'staff',
) => {
  const frame = frames.of('e1', batch, audience)
  const events = frame?.output[1].type === 'events' ? frame.output[1].events : []
  return events.map((event) => event.message.seq)
}

describe('frames of a log', () => {
  test('are the same one for all who may see the same', () => {
    const frames = new SharedFrames()
    const batch = [message(1, 'text'), message(2, 'text')]

    const shown = frames.of('e1', batch, 'staff')

    expect(frames.of('e1', [...batch], 'customer')).toBe(shown)
    expect(frames.of('e1', batch.slice(1), 'customer')).not.toBe(shown)
  })

  test.each([
    ['staff', 'customer'],
    ['customer', 'staff'],
  ] as const)(
    'show a note to staff only, also when it is %s who read it first, then %s',
    (...order) => {
      const frames = new SharedFrames()
      const batch = [message(1, 'text'), message(2, 'note')]
      const only = [message(3, 'note')]

      for (const audience of order) {
        const isStaff = audience === 'staff'
        expect(seqsIn(frames, batch, audience)).toEqual(isStaff ? [1, 2] : [1])
        expect(seqsIn(frames, only, audience)).toEqual(isStaff ? [3] : [])
        expect(seqsIn(frames, batch, audience)).toEqual(isStaff ? [1, 2] : [1])
      }
    },
  )
})
