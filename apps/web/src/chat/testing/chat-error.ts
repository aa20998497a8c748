import { ChatError, type ChatErrorCode, type ChatErrorDetails } from '@shopbell/chat-core'
import { TRPCClientError } from '@trpc/client'

/** The error a client sees when the server refuses with this, in the shape of the API's error formatter. */
export function refusedWith(code: ChatErrorCode, details: ChatErrorDetails = {}): Error {
  const { message, retryable } = new ChatError(code, `Refused: ${code}.`)
  return TRPCClientError.from({
    error: {
      code: -32_000,
      message,
      data: { code: 'BAD_REQUEST', httpStatus: 400, chat: { code, details, retryable } },
    },
  })
}

/** The error a client sees when no answer came. */
export const unreachable = (): Error => TRPCClientError.from(new TypeError('fetch failed'))
