import type { Message, SystemMessage } from '@shopbell/chat-core'
import type { OutboxEntry } from './outbox-reducer.ts'
import type { Me } from './room-session.ts'

export type SendingState = 'Sending' | 'Sent' | 'Read'

export interface SendingInput {
  readonly messages: readonly Message[]
  readonly outgoing: readonly OutboxEntry[]
  readonly me: Me
  /** How far the other side has read. */
  readonly readSeq: number
}

/**
 * What became of one's own newest message; null when there is none, when it failed (which it says itself), when it
 * is a note, and when the other side has answered or the room was closed since.
 */
export function sendingState(input: SendingInput): SendingState | null {
  const { messages, outgoing, me, readSeq } = input
  const next = outgoing.at(-1)
  if (next?.state === 'failed') return null
  if (next) return next.state === 'sent' ? 'Sent' : 'Sending'
  const last = messages.findLast((message) => message.kind !== 'system' || isClosing(message))
  if (last?.kind !== 'text' || last.author.kind !== me.kind) return null
  return last.seq <= readSeq ? 'Read' : 'Sent'
}

const isClosing = ({ fact }: SystemMessage): boolean => fact.type === 'room.closed'
