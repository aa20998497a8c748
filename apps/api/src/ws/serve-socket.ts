import type { IncomingMessage } from 'node:http'
import type { AnyTRPCRouter, inferRouterContext } from '@trpc/server'
import type { WebSocket } from 'ws'
import { type AdmitOptions, admitSocket, refusalCode } from './admit-socket.ts'
import type { LaneRoutes } from './fast-lane.ts'
import { ServedSocket } from './served-socket.ts'
import { shut } from './shut.ts'
import { SocketConnection, type SocketIdentity } from './socket-connection.ts'
import { createTrpcServing, type TrpcServingOptions } from './trpc-side.ts'

export interface SocketCallbacks<Router extends AnyTRPCRouter>
  extends Pick<AdmitOptions, 'identify'> {
  /** Whether the credential, the role and the groups are still what they were: asked every minute. */
  readonly isStillValid: (identity: SocketIdentity) => Promise<boolean>
  readonly createContext: (opening: {
    readonly identity: SocketIdentity
    readonly connection: SocketConnection
    readonly request: IncomingMessage
  }) => inferRouterContext<Router> & { readonly requestId: string }
  /** What goes past tRPC's adapter. Without it, nothing does. */
  readonly lane?: LaneRoutes<inferRouterContext<Router>> | undefined
}

export type ServeSocketOptions<Router extends AnyTRPCRouter> = TrpcServingOptions<Router> &
  AdmitOptions &
  Pick<SocketCallbacks<Router>, 'createContext' | 'lane'>

export interface SocketServing {
  /** Serves the router on one socket, from its first frame to its close. */
  serve(socket: WebSocket, request: IncomingMessage): void
  /** What is known of a socket since its client is known. */
  connectionOf(socket: WebSocket): SocketConnection | undefined
}

export function createSocketServing<Router extends AnyTRPCRouter>(
  options: ServeSocketOptions<Router>,
): SocketServing {
  const { limits, logger, createContext } = options
  const trpc = createTrpcServing(options)
  const connections = new WeakMap<WebSocket, SocketConnection>()
  const onError = (error: unknown) => logger.debug({ err: error }, 'bad frame')
  const served = {
    limits,
    trpc,
    lane: options.lane && { ...trpc, routes: options.lane },
    async open(socket: WebSocket, presented: Parameters<typeof admitSocket>[1]) {
      try {
        const identity = await admitSocket(socket, presented, options)
        const connection = new SocketConnection(socket, limits)
        connections.set(socket, connection)
        const { request } = presented
        return { connection, ctx: createContext({ identity, connection, request }) }
      } catch (error) {
        // tRPC tells the client why in this turn and closes in the next; a code of ours has to come between.
        setImmediate(() => shut(socket, refusalCode(error), limits.closeWithinMs))
        throw error
      }
    },
  }

  return {
    serve(socket, request) {
      socket.on('error', onError)
      new ServedSocket(socket, served).begin(request)
    },
    connectionOf: (socket) => connections.get(socket),
  }
}
