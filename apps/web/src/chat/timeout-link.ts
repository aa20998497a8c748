import { TRPCClientError, type TRPCLink } from '@trpc/client'
import type { AnyTRPCRouter } from '@trpc/server'
import { observable } from '@trpc/server/observable'

/**
 * Gives every query and mutation `timeoutMs` for one attempt. Without it a call over a socket that the network
 * swallowed hangs until somebody notices the socket. The server may still have done what was asked: callers retry
 * with the same key.
 * @param onTimeout told of every attempt that nobody answered
 */
export function timeoutLink<TRouter extends AnyTRPCRouter>(
  timeoutMs: number,
  onTimeout: () => void = () => undefined,
): TRPCLink<TRouter> {
  return () =>
    ({ op, next }) => {
      if (op.type === 'subscription') return next(op)
      return observable((observer) => {
        const timer = setTimeout(() => {
          onTimeout()
          observer.error(TRPCClientError.from(new Error('No answer in time.')))
        }, timeoutMs)
        const call = next(op).subscribe(observer)
        return () => {
          clearTimeout(timer)
          call.unsubscribe()
        }
      })
    }
}
