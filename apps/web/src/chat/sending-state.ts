import type { Message, SystemMessage } from '@shopbell/chat-core'
import type { OutboxEntry } from './outbox-entry.ts'
import type { Me } from './room-session.ts'

export type SendingState = 'sending' | 'waiting' | 'unsaved' | 'sent' | 'read'

export interface SendingInput {
  readonly messages: readonly Message[]
  readonly outgoing: readonly OutboxEntry[]
  readonly me: Me
  /** How far the other side has read. */
  readonly readSeq: number
}

/**
 * What became of one's own newest message; null when there is none, when it failed (which it says itself), when it
 * is a note, and when the other side has answered or the room was closed since. `waiting`: an attempt has come to
 * nothing, its own or that of one before it; `unsaved`: and nothing but this page knows of it.
 */
export function sendingState(input: SendingInput): SendingState | null {
  const { messages, outgoing, me, readSeq } = input
  const next = outgoing.at(-1)
  if (next?.state === 'failed') return null
  if (next?.state === 'sent') return 'sent'
  if (next) return outgoing.some(isWaiting) ? waitingState(outgoing) : 'sending'
  const last = messages.findLast((message) => message.kind !== 'system' || isClosing(message))
  if (last?.kind !== 'text' || last.author.kind !== me.kind) return null
  return last.seq <= readSeq ? 'read' : 'sent'
}

/** Also while the next attempt runs: nothing has become better yet. */
const isWaiting = ({ state, attempts }: OutboxEntry): boolean =>
  (state === 'queued' && attempts > 0) || (state === 'sending' && attempts > 1)

const waitingState = (outgoing: readonly OutboxEntry[]): SendingState =>
  outgoing.some(({ state, isUnsaved }) => isUnsaved && state !== 'sent') ? 'unsaved' : 'waiting'

const isClosing = ({ fact }: SystemMessage): boolean => fact.type === 'room.closed'
