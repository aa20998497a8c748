import type { Author, Message, SendKind, SystemMessage } from '@shopbell/chat-core'
import { isSameDay } from './day-label.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import type { Me } from './room-session.ts'

/** One message as it is drawn. Its key is its clientId, so it stays the same element once it is committed. */
interface Bubble {
  readonly key: string
  readonly body: string
  readonly at: Date
  /** Its place in the log; null while it is not there yet. */
  readonly seq: number | null
  /** Set while it is on its way out. */
  readonly outgoing: OutboxEntry | null
}

export interface MessageGroup {
  readonly type: 'group'
  readonly key: string
  readonly author: Pick<Author, 'name'> & { readonly id: string }
  /** `end` for one's own side of the conversation: oneself, and for agents the whole shop. */
  readonly side: 'start' | 'end'
  readonly isMine: boolean
  readonly kind: SendKind
  /** In order, at least one. */
  readonly bubbles: readonly Bubble[]
}

export type Block =
  | { readonly type: 'day'; readonly key: string; readonly at: Date }
  | {
      readonly type: 'system'
      readonly key: string
      readonly at: Date
      readonly message: SystemMessage
    }
  | MessageGroup

/** A longer silence starts a new group, which says again who speaks and when. */
const GROUP_GAP_MS = 5 * 60 * 1_000

/**
 * Arranges a log for reading: a day before its first message, system lines on their own, and what one person wrote in
 * one go together.
 * @param messages ascending by seq
 * @param outgoing one's own messages that the log does not show yet; they come last
 */
export function groupMessages(
  messages: readonly Message[],
  outgoing: readonly OutboxEntry[],
  me: Me,
): readonly Block[] {
  const blocks: Block[] = []
  let lastAt: Date | null = null

  const startDay = (at: Date, key: string) => {
    // What is still to be sent comes last, however long ago it was written.
    if (lastAt && at < lastAt) return
    if (!lastAt || !isSameDay(lastAt, at)) blocks.push({ type: 'day', key: `day-${key}`, at })
    lastAt = at
  }

  const add = (bubble: Bubble, group: Omit<MessageGroup, 'type' | 'key' | 'bubbles'>) => {
    startDay(bubble.at, bubble.key)
    const last = blocks.at(-1)
    if (last?.type === 'group' && continues(last, group, bubble)) {
      blocks[blocks.length - 1] = { ...last, bubbles: [...last.bubbles, bubble] }
    } else {
      blocks.push({ type: 'group', key: bubble.key, ...group, bubbles: [bubble] })
    }
  }

  for (const message of messages) {
    const at = new Date(message.createdAt)
    if (message.kind === 'system') {
      startDay(at, String(message.seq))
      blocks.push({ type: 'system', key: `system-${message.seq}`, at, message })
      continue
    }
    const { author, kind, clientId: key, body, seq } = message
    add({ key, body, at, seq, outgoing: null }, groupOf(author, kind, me))
  }
  for (const entry of outgoing) {
    const { clientId: key, body, kind } = entry
    const at = new Date(entry.createdAtMs)
    add({ key, body, at, seq: null, outgoing: entry }, groupOf({ ...me, name: '' }, kind, me))
  }
  return blocks
}

function groupOf(author: Author, kind: SendKind, me: Me) {
  // A customer's earlier, anonymous self is the same person at this screen.
  const isMine = author.kind === me.kind && (me.kind === 'customer' || author.id === me.id)
  const side = author.kind === me.kind ? ('end' as const) : ('start' as const)
  return { author: { id: author.id ?? '', name: author.name }, side, isMine, kind }
}

function continues(
  last: MessageGroup,
  next: Pick<MessageGroup, 'author' | 'isMine' | 'kind' | 'side'>,
  { at }: Bubble,
): boolean {
  const isSameAuthor = last.isMine ? next.isMine : last.author.id === next.author.id
  const sinceMs = at.getTime() - (last.bubbles.at(-1)?.at.getTime() ?? 0)
  return (
    isSameAuthor && last.side === next.side && last.kind === next.kind && sinceMs < GROUP_GAP_MS
  )
}
