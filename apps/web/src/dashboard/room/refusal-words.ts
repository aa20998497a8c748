import type { Refusal } from '@/chat/refusal'

export interface RefusalWords {
  readonly title: string
  readonly description: string
}

const UNANSWERED: RefusalWords = {
  title: 'The chat service did not answer',
  description: 'What you see here is up to date as soon as it does. Try again in a moment.',
}

/** What a refused action says to an agent: what happened, and what can still be done. */
export function refusalWords({ code, message, details }: Refusal): RefusalWords {
  switch (code) {
    case 'already_assigned':
      return {
        title: `${details['agentName'] ?? 'Somebody'} took this chat a moment ago`,
        description: 'You can still read it here and leave a note.',
      }
    case 'room_gone':
      return {
        title: 'This chat was closed before it was taken',
        description: 'You can read it here, and reopen it.',
      }
    case 'room_closed':
      return {
        title: 'This room has been closed meanwhile',
        description: 'You can read it here, and reopen it.',
      }
    case 'agent_at_capacity':
      return {
        title: 'That is more chats than one agent may have at once',
        description: 'It can be taken once another one is closed or passed on.',
      }
    case 'room_not_found':
      return {
        title: 'This room is not yours to see',
        description: 'It may have been passed to another group.',
      }
    case 'unreachable':
    case 'internal':
      return UNANSWERED
    default:
      return { title: 'That did not work', description: message }
  }
}
