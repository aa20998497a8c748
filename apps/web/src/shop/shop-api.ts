import type { AppRouter } from '@shopbell/api/router'
import { createTRPCClient, httpLink } from '@trpc/client'
import { env } from '@/env'

const answerTimeoutMs = 5_000

/** The API as the shop's server pages call it: one request a call, as whoever `cookie` (a Cookie header) says. */
export const shopApi = (cookie = '') =>
  createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${env.internalApiUrl}/api/trpc`,
        headers: cookie ? { cookie } : {},
        fetch: (url, init) =>
          fetch(url, {
            ...(init as RequestInit),
            cache: 'no-store',
            signal: AbortSignal.timeout(answerTimeoutMs),
          }),
      }),
    ],
  })
