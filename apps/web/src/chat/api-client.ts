import type { AppRouter } from '@shopbell/api/router'
import { closeCodes } from '@shopbell/chat-core'
import {
  createTRPCClient,
  createWSClient,
  httpLink,
  splitLink,
  type TRPCClient,
  type TRPCWebSocketClient,
  wsLink,
} from '@trpc/client'
import type { StoreApi } from 'zustand/vanilla'
import { apiOrigin } from './api-origin.ts'
import { type Connection, type ConnectionState, createConnection } from './connection.ts'
import { createReconnectGate, type ReconnectGate } from './reconnect-gate.ts'
import { createReliableSocket } from './reliable-socket.ts'
import { timeoutLink } from './timeout-link.ts'

export interface ApiClient {
  readonly trpc: TRPCClient<AppRouter>
  readonly connection: StoreApi<ConnectionState>
  /**
   * Tries at once if the socket waits for its next attempt, also after the server said not to come back. The socket
   * itself opens with the first subscription.
   */
  connect(): void
  /**
   * Ends every subscription and the socket, for good: who acts is fixed when a socket opens, so make a new client
   * after signing in or out.
   */
  close(): void
}

/** Context of calls that set or clear a cookie, which only HTTP can. */
export const OVER_HTTP = { context: { overHttp: true } } as const

const ATTEMPT_TIMEOUT_MS = 8_000
const IDLE_CLOSE_MS = 10_000
const KEEP_ALIVE = { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 }
/** Close codes that say: do not come back by yourself. */
const FINAL_CLOSE_CODES: ReadonlySet<number> = new Set(Object.values(closeCodes.stayAway))

/**
 * A typed client of the API. Subscriptions run over one lazily opened WebSocket; calls use it while it is live and
 * HTTP while it is not, each attempt bounded in time.
 * @param as which of the browser's two credentials to use; it grants nothing
 */
export function createApiClient({ as }: { as: 'customer' | 'agent' }): ApiClient {
  const connection = createConnection()
  const gate = createReconnectGate()
  const socket = openSocket(as, connection, gate)
  const isOpen = () => socket.connection?.state === 'open'

  const call = async (url: RequestInfo | URL, init: RequestInit): Promise<Response> => {
    connection.tried()
    try {
      // `keepalive` lets what is on its way arrive when the page is left meanwhile.
      const keepalive = init.method === 'POST'
      const response = await fetch(url, { ...init, credentials: 'include', keepalive })
      connection.reportCall(true)
      gate.wakeSoon()
      return response
    } catch (error) {
      if (!init.signal?.aborted) connection.reportCall(false)
      throw error
    }
  }

  const trpc = createTRPCClient<AppRouter>({
    links: [
      timeoutLink(ATTEMPT_TIMEOUT_MS, () => connection.reportCall(false)),
      splitLink({
        condition: ({ type, context }) =>
          type === 'subscription' || (isOpen() && context['overHttp'] !== true),
        true: wsLink({ client: socket }),
        false: httpLink({
          url: `${apiOrigin()}/api/trpc`,
          headers: { 'x-shopbell-as': as },
          fetch: (url, init) => call(url, init as RequestInit),
        }),
      }),
    ],
  })

  return {
    trpc,
    connection: connection.store,
    connect: gate.proceed,
    close() {
      gate.dispose()
      connection.dispose()
      socket.close().catch(() => undefined)
    },
  }
}

function openSocket(as: string, connection: Connection, gate: ReconnectGate): TRPCWebSocketClient {
  const socket = createWSClient({
    // The wait before an attempt lives here and not in `retryDelayMs`, so that it can be cut short.
    url: async () => {
      await gate.pass()
      connection.tried()
      return `${apiOrigin().replace(/^http/, 'ws')}/api/ws`
    },
    retryDelayMs: () => 0,
    connectionParams: { as },
    WebSocket: createReliableSocket({ onLost: gate.lost }),
    lazy: { enabled: true, closeMs: IDLE_CLOSE_MS },
    keepAlive: KEEP_ALIVE,
    onClose: (cause) => {
      if (cause?.code && FINAL_CLOSE_CODES.has(cause.code)) {
        connection.refuse(cause.code)
        gate.halt()
      }
    },
  })
  socket.connectionState.subscribe({
    next: ({ state }) => connection.report(state === 'pending' ? 'open' : state),
  })
  return socket
}
