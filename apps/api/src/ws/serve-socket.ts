import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Bus, ChatError, type CloseCode, closeCodes, type Notice } from '@shopbell/chat-core'
import type { AnyTRPCRouter, inferRouterContext } from '@trpc/server'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import type { WebSocket, WebSocketServer } from 'ws'
import type { Logger } from '../observability/logger.ts'
import { reportError } from '../observability/report-error.ts'
import { roomIdOf } from '../observability/security-log.ts'
import { shut } from './shut.ts'
import { SocketConnection, type SocketIdentity } from './socket-connection.ts'
import type { SocketLimits } from './socket-limits.ts'
import type { SocketRoster } from './socket-roster.ts'
import { TokenBucket } from './token-bucket.ts'

type ConnectionParams = Readonly<Record<string, string | undefined>> | null

export interface SocketCallbacks<Router extends AnyTRPCRouter> {
  /** Once per socket, from its cookies or its first frame. Throws `not_signed_in`. */
  readonly identify: (request: IncomingMessage, params: ConnectionParams) => Promise<SocketIdentity>
  /** Whether the credential, the role and the groups are still what they were: asked every minute. */
  readonly isStillValid: (identity: SocketIdentity) => Promise<boolean>
  readonly createContext: (opening: {
    readonly identity: SocketIdentity
    readonly connection: SocketConnection
    readonly request: IncomingMessage
  }) => inferRouterContext<Router> & { readonly requestId: string }
}

export interface ServeSocketOptions<Router extends AnyTRPCRouter> extends SocketCallbacks<Router> {
  readonly router: Router
  readonly wss: WebSocketServer
  readonly roster: SocketRoster
  readonly limits: SocketLimits
  readonly bus: Bus
  readonly logger: Logger
}

type Revocation = Extract<Notice, { type: 'access.revoked' }>

/** Whether what was revoked is what this socket was opened with. */
export const revokes = ({ subject, id }: Revocation, { actor, credential }: SocketIdentity) =>
  subject === 'agent'
    ? actor.kind === 'agent' && actor.id === id
    : credential.kind === subject && credential.id === id

/** Serves the router on one socket, from its first frame to its close. */
export function serveSocket<Router extends AnyTRPCRouter>(
  socket: WebSocket,
  request: IncomingMessage,
  options: ServeSocketOptions<Router>,
): void {
  const { router, wss, limits, logger } = options
  const end = (code: CloseCode) => shut(socket, code, limits.closeWithinMs)

  limitFrames(socket, limits)
  const deadline = setTimeout(() => end(closeCodes.stayAway.notSignedIn), limits.authDeadlineMs)
  socket.once('close', () => clearTimeout(deadline))

  let requestId: string = randomUUID()
  async function open(params: ConnectionParams) {
    try {
      const identity = await admit(socket, request, { ...options, params })
      clearTimeout(deadline)
      const connection = new SocketConnection(socket, limits)
      const context = options.createContext({ identity, connection, request })
      requestId = context.requestId
      return context
    } catch (error) {
      // tRPC tells the client why in this turn and closes in the next; a code of ours has to come between.
      setImmediate(() => end(closeCodeFor(error)))
      throw error
    }
  }

  const serve = getWSConnectionHandler({
    router,
    wss,
    maxBatchSize: limits.batchMax,
    createContext: ({ info }) => open(info.connectionParams),
    onError({ error, path, input }) {
      if (isTransportError(error.cause)) logger.debug({ requestId, err: error.cause }, 'bad frame')
      else reportError(logger, error, { requestId, procedure: path, roomId: roomIdOf(input) })
    },
  })
  serve(socket, request)
}

/** Finds out who is there and puts them on the roster, unless what they present is revoked meanwhile. */
async function admit<Router extends AnyTRPCRouter>(
  socket: WebSocket,
  request: IncomingMessage,
  {
    params,
    identify,
    roster,
    bus,
  }: ServeSocketOptions<Router> & { readonly params: ConnectionParams },
): Promise<SocketIdentity> {
  const revocations: Revocation[] = []
  const stopListening = bus.subscribe((notice) => {
    if (notice.type === 'access.revoked') revocations.push(notice)
  })
  try {
    const identity = await identify(request, params)
    if (revocations.some((revocation) => revokes(revocation, identity))) {
      throw new ChatError('session_expired', 'This session has ended. Please start a new one.')
    }
    if (socket.readyState !== socket.OPEN) {
      throw new ChatError(
        'not_signed_in',
        'This connection closed before it was known whose it is.',
      )
    }
    roster.admit(socket, identity)
    return identity
  } finally {
    stopListening()
  }
}

/** Cuts whoever floods, be it with frames that mean nothing or with pings that want an answer. */
function limitFrames(socket: WebSocket, { frames, closeWithinMs }: SocketLimits): void {
  const bucket = new TokenBucket(frames)
  const count = () => {
    if (bucket.take() > 0) shut(socket, closeCodes.comeBack.flooding, closeWithinMs)
  }
  socket.on('message', count)
  socket.on('ping', count)
}

function closeCodeFor(error: unknown): CloseCode {
  if (!(error instanceof ChatError)) return closeCodes.comeBack.unavailable
  return error.code === 'not_permitted'
    ? closeCodes.stayAway.notPermitted
    : closeCodes.stayAway.notSignedIn
}

const isTransportError = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && /^(WS_ERR_|ECONN|EPIPE)/.test(String(cause.code))
