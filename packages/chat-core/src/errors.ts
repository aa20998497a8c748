import type { Party } from './actor.ts'

/** Every refusal of the product, closed: a new code does not compile until the API maps it. */
export type ChatErrorCode =
  | 'not_signed_in'
  | 'not_permitted'
  | 'room_not_found'
  | 'room_gone'
  | 'room_closed'
  | 'room_not_closed'
  | 'room_not_open'
  | 'already_assigned'
  | 'already_rated'
  | 'agent_at_capacity'
  | 'agent_not_found'
  | 'group_not_found'
  | 'last_admin'
  | 'default_group_stays'
  | 'tag_not_found'
  | 'canned_response_not_found'
  | 'name_taken'
  | 'message_empty'
  | 'message_too_long'
  | 'idempotency_mismatch'
  | 'input_invalid'
  | 'rate_limited'
  | 'session_expired'
  | 'resync_required'

export type ChatErrorDetails = Readonly<Record<string, string | number | boolean | null>>

const RETRYABLE: ReadonlySet<ChatErrorCode> = new Set(['rate_limited', 'resync_required'])

/**
 * A refusal with a code for the program and a message for the person.
 * `details` may carry facts the screen needs: `retryAfterMs`, `agentName` of a winner.
 */
export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly code: ChatErrorCode
  readonly details: ChatErrorDetails
  readonly retryable: boolean

  constructor(code: ChatErrorCode, message: string, details: ChatErrorDetails = {}) {
    super(message)
    this.code = code
    this.details = details
    this.retryable = RETRYABLE.has(code)
  }
}

/** One answer for "not there" and "not yours", so that ids cannot be probed (PM-2). */
export const roomNotFound = (): ChatError =>
  new ChatError('room_not_found', 'This conversation does not exist or is not yours.')

export const notPermitted = (): ChatError =>
  new ChatError('not_permitted', 'You may not do this in this conversation.')

/** For those who wanted to go on with a conversation that has ended. */
export const roomClosed = (): ChatError =>
  new ChatError('room_closed', 'This conversation has been closed.')

/** For those who wanted to take a conversation that is no longer there to take. */
export const roomGone = (): ChatError =>
  new ChatError('room_gone', 'This conversation has already ended.')

/** Names the winner, for the one who came second. */
export const alreadyAssigned = (owner: Party): ChatError =>
  new ChatError('already_assigned', `${owner.name} is already answering this conversation.`, {
    agentName: owner.name,
  })

/** RM-11. */
export const agentAtCapacity = (agent: Party): ChatError =>
  new ChatError('agent_at_capacity', `${agent.name} cannot take another conversation now.`, {
    agentName: agent.name,
  })

export const idempotencyMismatch = (): ChatError =>
  new ChatError('idempotency_mismatch', 'This clientId was used for another message.')

export const agentNotFound = (): ChatError =>
  new ChatError('agent_not_found', 'There is no such agent.')

/** AG-6. */
export const lastAdmin = (): ChatError =>
  new ChatError('last_admin', 'This is the last admin. Make somebody else one first.')

export const defaultGroupStays = (): ChatError =>
  new ChatError(
    'default_group_stays',
    'New rooms go to this group. Make another one the default first.',
  )

export const tagNotFound = (): ChatError => new ChatError('tag_not_found', 'There is no such tag.')

export const cannedResponseNotFound = (): ChatError =>
  new ChatError('canned_response_not_found', 'There is no such canned response.')

/** Something in use has this name already; `field` is where it was asked for. */
export const nameTaken = (field: string): ChatError =>
  new ChatError('name_taken', 'This name is in use already.', { field })

export const groupNotFound = (): ChatError =>
  new ChatError('group_not_found', 'There is no such group.')
