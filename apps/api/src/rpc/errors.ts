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
  tag_not_found: 'NOT_FOUND',
  canned_response_not_found: 'NOT_FOUND',
  name_taken: 'CONFLICT',
  last_admin: 'UNPROCESSABLE_CONTENT',
  default_group_stays: 'UNPROCESSABLE_CONTENT',
  room_gone: 'CONFLICT',
  room_closed: 'CONFLICT',
  room_not_closed: 'CONFLICT',
  room_not_open: 'CONFLICT',
  already_assigned: 'CONFLICT',
  already_rated: 'CONFLICT',
  agent_at_capacity: 'CONFLICT',
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

function fromTrpcError(error: TRPCError): PublicError {
  if (error.cause instanceof ChatError) return fromChatError(error.cause)
  const httpStatus = getHTTPStatusCodeFromError(error)
  if (httpStatus >= SERVER_ERROR_STATUS) return INTERNAL
  if (error.cause instanceof ZodError) return fromChatError(toInputError(error.cause))
  return misunderstood(httpStatus, error.code)
}

/** A refusal of a protocol rather than of ours: an unknown procedure, a body that is no JSON or too big, a batch too long. */
const misunderstood = (httpStatus: number, trpcCode: TRPC_ERROR_CODE_KEY): PublicError => ({
  code: 'input_invalid',
  message: 'This request cannot be understood.',
  details: {},
  retryable: false,
  trpcCode,
  httpStatus,
})

/** The status of Fastify's own refusals; null for whatever else was thrown. */
function fastifyStatusOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('statusCode' in thrown)) return null
  const { code, statusCode } = thrown
  const isFastify = typeof code === 'string' && code.startsWith('FST_ERR_')
  return isFastify && typeof statusCode === 'number' ? statusCode : null
}

/**
 * The one translation of whatever was thrown. What nobody meant for the caller becomes `internal` with a fixed
 * text; its cause belongs into the log.
 */
export function toPublicError(thrown: unknown): PublicError {
  if (thrown instanceof ChatError) return fromChatError(thrown)
  if (thrown instanceof TRPCError) return fromTrpcError(thrown)
  const status = fastifyStatusOf(thrown)
  return status && status < SERVER_ERROR_STATUS ? misunderstood(status, 'BAD_REQUEST') : INTERNAL
}
