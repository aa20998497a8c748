import type { ChatErrorCode, ChatErrorDetails } from '@shopbell/chat-core'
import { TRPCClientError } from '@trpc/client'

/** Why a call did not succeed, in terms a screen can act on. */
export interface Refusal {
  /** `unreachable`: no answer came. `internal`: the server failed; its text says nothing. */
  readonly code: ChatErrorCode | 'unreachable' | 'internal'
  readonly message: string
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** What the server asked to wait before the next attempt; null when it did not say. */
  readonly retryAfterMs: number | null
  readonly details: ChatErrorDetails
}

interface WireError {
  readonly code: ChatErrorCode | 'internal'
  readonly details?: ChatErrorDetails
  readonly retryable?: boolean
}

/** Reads any error of a call or a stream; one without an answer of ours in it counts as `unreachable`. */
export function toRefusal(error: unknown): Refusal {
  const wire = wireErrorOf(error)
  if (!wire) {
    return {
      code: 'unreachable',
      message: 'The shop could not be reached.',
      retryable: true,
      retryAfterMs: null,
      details: {},
    }
  }
  const details = wire.details ?? {}
  const retryAfterMs = details['retryAfterMs']
  return {
    code: wire.code,
    message: error instanceof Error ? error.message : '',
    retryable: wire.code === 'internal' || wire.retryable === true,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null,
    details,
  }
}

function wireErrorOf(error: unknown): WireError | null {
  if (!(error instanceof TRPCClientError)) return null
  const data = error.data as { chat?: WireError; httpStatus?: number } | null | undefined
  if (data?.chat) return data.chat
  return data?.httpStatus ? { code: 'internal' } : null
}
