/** Every refusal of the product, closed: a new code does not compile until the API maps it. */
export type ChatErrorCode =
  | 'not_signed_in'
  | 'not_permitted'
  | 'room_not_found'
  | 'room_gone'
  | 'room_closed'
  | 'room_not_closed'
  | 'already_assigned'
  | 'already_rated'
  | 'agent_not_found'
  | 'group_not_found'
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

/** One answer for "not there" and "not yours", so that ids cannot be probed (PM-3). */
export const roomNotFound = (): ChatError =>
  new ChatError('room_not_found', 'This conversation does not exist or is not yours.')
