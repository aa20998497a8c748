import type { IncomingMessage, Server } from 'node:http'
import type { Actor, Bus } from '@shopbell/chat-core'
import type { AnyTRPCRouter, inferRouterContext } from '@trpc/server'
import type { BaseLogger } from 'pino'

/** Who is behind a socket, and by which credential: what a revocation names. */
export interface SocketIdentity {
  readonly actor: Actor
  readonly credential: { readonly kind: 'session' | 'token'; readonly id: string }
}

/** What the procedures may ask of the socket they are called over: `ctx.connection`, null over HTTP. */
export interface SocketConnection {
  /** Counts one query or mutation. Throws `rate_limited` when the socket calls too often. */
  admitCall(): void
  /**
   * Wraps what a subscription returns: waits while the socket is slow, cuts it when it stays slow, and counts it.
   * Throws `rate_limited` when the socket has too many.
   */
  stream<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void>
}

export interface WebSocketOptions<Router extends AnyTRPCRouter> {
  /** The HTTP server whose upgrades of `/api/ws` become sockets; other upgrades are answered 404. */
  readonly server: Server
  readonly router: Router
  /** Exact origins whose pages may open a socket. Without an Origin, cookies are removed from the request. */
  readonly origins: ReadonlySet<string>
  /** Once per socket, from its cookies or its first frame. Throws `not_signed_in`. */
  readonly identify: (
    request: IncomingMessage,
    params: Readonly<Record<string, string>> | null,
  ) => Promise<SocketIdentity>
  /** Whether the credential, the role and the groups are still what they were: asked every minute. */
  readonly isStillValid: (identity: SocketIdentity) => Promise<boolean>
  readonly createContext: (opening: {
    readonly identity: SocketIdentity
    readonly connection: SocketConnection
    readonly request: IncomingMessage
  }) => inferRouterContext<Router> | Promise<inferRouterContext<Router>>
  /** Spends one of the client's connects. Throws `rate_limited` when there is none left. */
  readonly takeConnect: (request: IncomingMessage) => Promise<void>
  /** Whose `access.revoked` notices close sockets. */
  readonly bus: Bus
  readonly logger: Pick<BaseLogger, 'info' | 'warn' | 'error'>
}

export interface WebSocketHandle {
  /** Refuses new sockets, sends the live ones elsewhere at a pace, closes what is left. */
  drain(): Promise<void>
  /** Closes at once, for good reason (4401), every socket whose identity matches. */
  closeSockets(match: (identity: SocketIdentity) => boolean): void
}

export declare function attachWebSocket<Router extends AnyTRPCRouter>(
  options: WebSocketOptions<Router>,
): WebSocketHandle
