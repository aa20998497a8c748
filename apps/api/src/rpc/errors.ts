import { ChatError, type ChatErrorCode, type ChatErrorDetails } from '@shopbell/chat-core'
import { toInputError } from '@shopbell/chat-core/schemas'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import { ZodError } from 'zod'

/** The only map from our refusals to tRPC's; the HTTP status follows from tRPC's own table. */
const TRPC_CODES = {
  not_signed_in: 'UNAUTHORIZED',
  session_expired: 'UNAUTHORIZED',
  not_permitted: 'FORBIDDEN',
  room_not_found: 'NOT_FOUND',
  agent_not_found: 'NOT_FOUND',
  group_not_found: 'NOT_FOUND',
  room_gone: 'CONFLICT',
  room_closed: 'CONFLICT',
  room_not_closed: 'CONFLICT',
  room_not_open: 'CONFLICT',
  already_assigned: 'CONFLICT',
  already_rated: 'CONFLICT',
  resync_required: 'PRECONDITION_FAILED',
  message_empty: 'UNPROCESSABLE_CONTENT',
  message_too_long: 'UNPROCESSABLE_CONTENT',
  idempotency_mismatch: 'UNPROCESSABLE_CONTENT',
  input_invalid: 'BAD_REQUEST',
  rate_limited: 'TOO_MANY_REQUESTS',
} as const satisfies Record<ChatErrorCode, TRPC_ERROR_CODE_KEY>

/** Statuses that tRPC has no code for. */
const STATUS_OVERRIDES: Partial<Record<ChatErrorCode, number>> = { room_gone: 410 }

/** All that a caller may learn of a failure, over every transport. */
export interface PublicError {
  readonly code: ChatErrorCode | 'internal'
  readonly message: string
  readonly details: ChatErrorDetails
  /** Whether the same call may succeed later, unchanged. */
  readonly retryable: boolean
  readonly trpcCode: TRPC_ERROR_CODE_KEY
  readonly httpStatus: number
}

const SERVER_ERROR_STATUS = 500

const INTERNAL: PublicError = {
  code: 'internal',
  message: 'Something went wrong on our side. Please try again.',
  details: {},
  retryable: true,
  trpcCode: 'INTERNAL_SERVER_ERROR',
  httpStatus: SERVER_ERROR_STATUS,
}

function fromChatError({ code, message, details, retryable }: ChatError): PublicError {
  const trpcCode = TRPC_CODES[code]
  const httpStatus =
    STATUS_OVERRIDES[code] ?? getHTTPStatusCodeFromError(new TRPCError({ code: trpcCode }))
  return { code, message, details, retryable, trpcCode, httpStatus }
}

/**
 * The one translation of whatever was thrown. What nobody meant for the caller becomes `internal` with a fixed
 * text; its cause belongs into the log.
 */
export function toPublicError(thrown: unknown): PublicError {
  if (thrown instanceof ChatError) return fromChatError(thrown)
  if (!(thrown instanceof TRPCError)) return INTERNAL
  if (thrown.cause instanceof ChatError) return fromChatError(thrown.cause)
  const httpStatus = getHTTPStatusCodeFromError(thrown)
  if (httpStatus >= SERVER_ERROR_STATUS) return INTERNAL
  if (thrown.cause instanceof ZodError) return fromChatError(toInputError(thrown.cause))
  // tRPC's own refusals: an unknown procedure, a wrong method, a body that is no JSON, a batch too big.
  return {
    code: 'input_invalid',
    message: 'This request cannot be understood.',
    details: {},
    retryable: false,
    trpcCode: thrown.code,
    httpStatus,
  }
}
