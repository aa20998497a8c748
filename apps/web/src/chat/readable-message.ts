import type { Message, RoomEvent, RoomFactType } from '@shopbell/chat-core'

const KNOWN_FACTS: Record<RoomFactType, true> = {
  'room.opened': true,
  'room.reopened': true,
  'room.assigned': true,
  'room.transferred': true,
  'room.requeued': true,
  'room.regrouped': true,
  'room.closed': true,
  'room.rated': true,
  'customer.identified': true,
  'room.joined': true,
}

/**
 * The message, or in place of one this page does not know how to show, words that say so. A page may be older than
 * the server it talks to, and one message must not end the conversation.
 */
export function readableMessage(message: Message): Message {
  if (isReadable(message)) return message
  const { roomId, seq, threadId, author, createdAt } = message
  return {
    kind: 'text',
    roomId,
    seq,
    threadId,
    author,
    createdAt,
    clientId: `unreadable-${seq}`,
    body: 'This message cannot be shown here. Reload the page to see it.',
  }
}

export const readableEvent = ({ message }: RoomEvent): RoomEvent => {
  const readable = readableMessage(message)
  return readable.kind === 'system'
    ? { type: readable.fact.type, message: readable }
    : { type: 'message.created', message: readable }
}

function isReadable(message: Message): boolean {
  switch (message.kind) {
    case 'text':
    case 'note':
      return typeof message.body === 'string'
    case 'system':
      return Object.hasOwn(KNOWN_FACTS, message.fact.type)
    default:
      return false
  }
}
