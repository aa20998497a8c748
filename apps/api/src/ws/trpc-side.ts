import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type AnyTRPCRouter, getTRPCErrorShape, type inferRouterContext } from '@trpc/server'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import type { RawData, WebSocket, WebSocketServer } from 'ws'
import type { Logger } from '../observability/logger.ts'
import { reportError } from '../observability/report-error.ts'
import { roomIdOf } from '../observability/security-log.ts'
import type { ConnectionParams } from './admit-socket.ts'
import type { FastLaneOptions } from './fast-lane.ts'
import type { SocketLimits } from './socket-limits.ts'

type OnMessage = (data: RawData, isBinary: boolean) => void
type OpenContext = (params: ConnectionParams) => Promise<unknown>

/** A socket as tRPC's adapter sees it. It hears of the frames that are left to it, and asks for no more than this. */
export class TrpcSide {
  readonly open: OpenContext
  readonly #socket: WebSocket
  #onMessage: OnMessage = () => undefined
  #onClose: () => void = () => undefined

  constructor(socket: WebSocket, open: OpenContext) {
    this.#socket = socket
    this.open = open
  }

  get readyState(): WebSocket['readyState'] {
    return this.#socket.readyState
  }

  send(data: string): void {
    this.#socket.send(data)
  }

  close(): void {
    this.#socket.close()
  }

  /** Errors of the socket are told of elsewhere. */
  on(event: 'message' | 'error', listener: OnMessage): this {
    if (event === 'message') this.#onMessage = listener
    return this
  }

  once(_event: 'close', listener: () => void): this {
    this.#onClose = listener
    return this
  }

  receive(data: RawData, isBinary: boolean): void {
    this.#onMessage(data, isBinary)
  }

  /** The socket is closed. */
  end(): void {
    this.#onClose()
  }
}

export interface TrpcServingOptions<Router extends AnyTRPCRouter> {
  readonly router: Router
  readonly wss: WebSocketServer
  readonly limits: SocketLimits
  readonly logger: Logger
}

export interface TrpcServing<Context>
  extends Pick<FastLaneOptions<Context>, 'onError' | 'shapeOf'> {
  /** @param open what a context is made with: once, with what the client says of itself */
  serve(socket: WebSocket, request: IncomingMessage, open: OpenContext): TrpcSide
}

/** tRPC's own adapter, for as many sockets as need it. */
export function createTrpcServing<Router extends AnyTRPCRouter>({
  router,
  wss,
  limits,
  logger,
}: TrpcServingOptions<Router>): TrpcServing<inferRouterContext<Router>> {
  type Serving = TrpcServing<inferRouterContext<Router>>
  const onError: Serving['onError'] = ({ error, ctx, path, input }) => {
    const requestId = ctx?.requestId ?? randomUUID()
    reportError(logger, error, { requestId, procedure: path, roomId: roomIdOf(input) })
  }
  const handle = getWSConnectionHandler({
    router,
    wss,
    maxBatchSize: limits.batchMax,
    createContext: ({ res, info }) => (res as unknown as TrpcSide).open(info.connectionParams),
    onError,
  })
  return {
    onError,
    shapeOf: (failure) => getTRPCErrorShape({ config: router._def._config, ...failure }),
    serve(socket, request, open) {
      const side = new TrpcSide(socket, open)
      handle(side as unknown as WebSocket, request)
      return side
    },
  }
}
