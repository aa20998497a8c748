import { TRPCClientError } from '@trpc/client'
import type { AppRouter } from '../rpc/router.ts'

export interface Refusal {
  readonly code: string
  readonly httpStatus: number
  readonly details: unknown
  readonly message: string
}

/** What a tRPC call was refused with; throws when it was not, or in another shape than ours. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error === null) throw new Error('The call was not refused.')
  const data = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : null
  if (!data) throw error
  const { chat, httpStatus } = data
  return {
    code: chat.code,
    details: chat.details,
    httpStatus,
    message: (error as Error).message,
  }
}
