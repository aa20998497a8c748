import type { Party } from '../actor.ts'
import type { Message } from '../message/message.ts'
import type { RoomStatus } from './room.ts'
import type { RoomEvent } from './room-event.ts'

/** What one reader sees of a room: a snapshot, then the events after `cursor` folded into it. */
export interface RoomView {
  readonly roomId: string
  readonly customer: Party & { readonly identified: boolean }
  readonly status: RoomStatus
  readonly assignee: Party | null
  readonly waitingSince: string | null
  /** Score of the newest thread, once the customer gave one. */
  readonly rating: number | null
  /** Ascending by seq. A reader's seqs may skip: notes are not a customer's to see. */
  readonly messages: readonly Message[]
  /** Seq of the last event folded in. */
  readonly cursor: number
  /** Whether older messages than the first one here exist. */
  readonly hasOlder: boolean
}

/**
 * Folds one event of the log into a view (DL-4). Pure; an event at or before the cursor changes nothing,
 * so replays are harmless.
 */
export function applyRoomEvent(view: RoomView, event: RoomEvent): RoomView {
  const { message } = event
  if (message.seq <= view.cursor) return view
  const next = { ...view, messages: [...view.messages, message], cursor: message.seq }
  if (message.kind !== 'system') return next
  const { fact } = message
  switch (fact.type) {
    case 'room.opened':
      return { ...next, status: 'waiting', waitingSince: message.createdAt, rating: null }
    case 'room.reopened':
      return fact.assignee
        ? { ...next, status: 'open', assignee: fact.assignee, waitingSince: null, rating: null }
        : { ...next, status: 'waiting', waitingSince: message.createdAt, rating: null }
    case 'room.assigned':
      return { ...next, status: 'open', assignee: fact.agent, waitingSince: null, rating: null }
    case 'room.transferred':
      return fact.agent
        ? { ...next, status: 'open', assignee: fact.agent, waitingSince: null }
        : { ...next, status: 'waiting', assignee: null, waitingSince: message.createdAt }
    case 'room.requeued':
      return { ...next, status: 'waiting', assignee: null, waitingSince: fact.waitingSince }
    case 'room.regrouped':
      return next
    case 'room.closed':
      return { ...next, status: 'closed', assignee: null, waitingSince: null }
    case 'room.rated':
      return { ...next, rating: fact.score }
    case 'customer.identified':
      return { ...next, customer: { ...fact.customer, identified: true } }
    case 'room.joined':
      return {
        ...next,
        status: fact.status,
        assignee: fact.assignee,
        waitingSince: fact.waitingSince,
        rating: fact.status === 'closed' ? next.rating : null,
      }
    default:
      // A page that is older than its server may meet a fact it does not know.
      fact satisfies never
      return next
  }
}
