import type {
  ChoosingStrategy,
  CloseReason,
  Party,
  RoomFact,
  SystemMessage,
} from '@shopbell/chat-core'
import { timeLabel } from './day-label.ts'
import type { Me } from './room-session.ts'

/** What a system message says to this reader, in plain words. */
export function systemLine({ fact, createdAt }: SystemMessage, me: Me): string {
  return me.kind === 'customer' ? toCustomer(fact, new Date(createdAt)) : toStaff(fact, me)
}

function toCustomer(fact: RoomFact, at: Date): string {
  switch (fact.type) {
    case 'room.opened':
      return `You joined the line at ${timeLabel(at)}`
    case 'room.reopened':
      return fact.assignee
        ? `${fact.assignee.name} is here again`
        : `You joined the line again at ${timeLabel(at)}`
    case 'room.assigned':
      return fact.by || fact.strategy
        ? `${fact.agent.name} is here for you`
        : `${fact.agent.name} answered${after(fact.waitedMs)}`
    case 'room.transferred':
      return fact.agent
        ? `${fact.agent.name} takes over from here`
        : `You are in line again${fact.group ? `, for ${fact.group.name}` : ''}`
    case 'room.requeued':
      return `${fact.agent.name} had to leave. You are back in line, with the turn you had`
    case 'room.regrouped':
      return `Your chat goes on with ${fact.group.name}`
    case 'room.closed':
      return closedForCustomer[fact.reason](fact.by)
    case 'room.rated':
      return `You gave ${fact.score} of 5`
    case 'customer.identified':
      return `You are signed in as ${fact.customer.name}`
    case 'room.joined':
      return 'What you wrote before signing in is above'
  }
}

const closedForCustomer: Record<CloseReason, (by: Party) => string> = {
  resolved: (by) => `${by.name} ended the chat`,
  left: () => 'You ended the chat',
  joined: () => 'The chat goes on in your account',
}

function toStaff(fact: RoomFact, me: Me): string {
  const nameOf = (party: Party) => (party.id === me.id ? 'You' : party.name)
  switch (fact.type) {
    case 'room.opened':
      return 'The customer joined the line'
    case 'room.reopened':
      return fact.assignee
        ? `${nameOf(fact.by)} reopened the room`
        : `${nameOf(fact.by)} wrote again and joined the line`
    case 'room.assigned':
      if (fact.strategy)
        return `${nameOf(fact.agent)} got the room${after(fact.waitedMs)}, ${chosen[fact.strategy]}`
      return fact.by
        ? `${nameOf(fact.by)} gave the room to ${objectOf(fact.agent, me)}`
        : `${nameOf(fact.agent)} took the room${after(fact.waitedMs)}`
    case 'room.transferred':
      return `${nameOf(fact.by)} passed the room to ${fact.agent ? objectOf(fact.agent, me) : (fact.group?.name ?? 'the line')}`
    case 'room.requeued':
      return `${nameOf(fact.by)} took ${objectOf(fact.agent, me)} off the team; the room waits again`
    case 'room.regrouped':
      return `${nameOf(fact.by)} deleted the room’s group; it goes on in ${fact.group.name}`
    case 'room.closed':
      return closedForStaff[fact.reason](nameOf(fact.by))
    case 'room.rated':
      return `Rated ${fact.score} of 5${fact.comment ? `: “${fact.comment}”` : ''}`
    case 'customer.identified':
      return `The customer signed in as ${fact.customer.name}`
    case 'room.joined':
      return 'The customer signed in; what they wrote before is above'
  }
}

const chosen: Record<ChoosingStrategy, string> = {
  round_robin: 'by turn',
  least_loaded: 'by load',
  sticky: 'by who answered last',
}

const closedForStaff: Record<CloseReason, (by: string) => string> = {
  resolved: (by) => `${by} closed the room`,
  left: (by) => `${by} ended the chat`,
  joined: () => 'The customer signed in; the conversation goes on in their own room',
}

const objectOf = (party: Party, me: Me): string => (party.id === me.id ? 'you' : party.name)

/** ` after 0:48`, or nothing for a wait nobody noticed. */
function after(waitedMs: number): string {
  const seconds = Math.round(waitedMs / 1_000)
  if (seconds < 1) return ''
  const minutes = Math.floor(seconds / 60)
  if (minutes >= 60) return ` after ${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return ` after ${minutes}:${String(seconds % 60).padStart(2, '0')}`
}
