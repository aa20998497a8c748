import type { IncomingMessage } from 'node:http'
import { type CloseCode, closeCodes } from '@shopbell/chat-core'
import { getTRPCErrorFromUnknown } from '@trpc/server'
import type { RawData, WebSocket } from 'ws'
import type { ConnectionParams } from './admit-socket.ts'
import { FastLane, type FastLaneOptions } from './fast-lane.ts'
import { readCalls, readParams } from './lane-frames.ts'
import { shut } from './shut.ts'
import type { SocketConnection } from './socket-connection.ts'
import type { SocketLimits } from './socket-limits.ts'
import { TokenBucket } from './token-bucket.ts'
import type { TrpcServing, TrpcSide } from './trpc-side.ts'

/** What there is once it is known who is there. */
interface Opened<Context> {
  readonly ctx: Context
  readonly connection: SocketConnection
}

/** One of each for all sockets. */
export interface ServedSocketOptions<Context> {
  readonly limits: SocketLimits
  readonly trpc: TrpcServing<Context>
  /** Without it, tRPC's adapter gets everything. */
  readonly lane: FastLaneOptions<Context> | undefined
  /** Finds out who is there. */
  readonly open: (
    socket: WebSocket,
    presented: { readonly request: IncomingMessage; readonly params: ConnectionParams },
  ) => Promise<Opened<Context>>
}

type Received = readonly [data: RawData, isBinary: boolean]

/** What is kept until it is known who is there. */
interface Early<Context> {
  readonly request: IncomingMessage
  /** All so far, with the one that says who it is. */
  readonly frames: Received[]
  opening: Promise<Opened<Context>> | null
}

/** What a failure is told with that belongs to no call. */
const NO_CALL = { ctx: undefined, type: 'unknown', path: undefined, input: undefined } as const

/** The request, for an adapter that joins in late: there are no parameters to wait for any more. */
const LATE = { url: '/', headers: {} } as IncomingMessage

/**
 * Gives the frames of one socket to whom they belong: to the fast lane what it serves, to tRPC's adapter all else. The
 * adapter is made for those sockets only that need it. It gets everything when there is no lane, and when the client
 * cannot be known: what is wrong with that is the adapter's to say.
 */
export class ServedSocket<Context> {
  readonly #socket: WebSocket
  readonly #options: ServedSocketOptions<Context>
  readonly #budget: TokenBucket
  #deadline: NodeJS.Timeout | undefined
  #early: Early<Context> | null = null
  #lane: FastLane<Context> | null = null
  #trpc: TrpcSide | null = null

  constructor(socket: WebSocket, options: ServedSocketOptions<Context>) {
    this.#socket = socket
    this.#options = options
    this.#budget = new TokenBucket(options.limits.frames)
    const endLate = () => this.#end(closeCodes.comeBack.unavailable)
    this.#deadline = setTimeout(endLate, options.limits.authDeadlineMs)
    socket.on('message', (data, isBinary) => this.#receive([data, isBinary]))
    socket.on('ping', () => this.#isWithinBudget())
    socket.once('close', () => this.#close())
  }

  /** Not done by the constructor: what its listeners close over lives as long as the socket, and a request is big. */
  begin(request: IncomingMessage): void {
    const { lane } = this.#options
    const early: Early<Context> = { request, frames: [], opening: null }
    this.#early = early
    if (!lane) this.#leaveToTrpc(early)
    else if (!saysWhoInFirstFrame(request)) this.#begin(early, { params: null, lane })
  }

  #receive(frame: Received): void {
    // What arrives after we have closed could not be answered, so it is not begun.
    if (this.#socket.readyState === this.#socket.OPEN && this.#isWithinBudget()) this.#hear(frame)
  }

  /** Must not throw, whatever the client says: nobody would catch it. */
  #hear(frame: Received): void {
    try {
      const [data, isBinary] = frame
      const text = isBinary ? null : String(data)
      if (text === 'PING') this.#socket.send('PONG')
      else if (this.#lane) this.#distribute(this.#lane, text, frame)
      else if (this.#early) this.#wait(this.#early, text, frame)
      else this.#trpc?.receive(data, isBinary)
    } catch (thrown) {
      this.#options.trpc.onError({ ...NO_CALL, error: getTRPCErrorFromUnknown(thrown) })
      this.#end(closeCodes.comeBack.unavailable)
    }
  }

  /** Cuts whoever floods, be it with frames that mean nothing or with pings that want an answer. */
  #isWithinBudget(): boolean {
    if (this.#budget.take() === 0) return true
    this.#end(closeCodes.comeBack.flooding)
    return false
  }

  #wait(early: Early<Context>, text: string | null, frame: Received): void {
    early.frames.push(frame)
    if (early.opening) return
    const params = text === null ? undefined : readParams(text)
    const { lane } = this.#options
    if (lane && params !== undefined) this.#begin(early, { params, lane })
    else this.#leaveToTrpc(early)
  }

  #begin(
    early: Early<Context>,
    { params, lane }: { params: ConnectionParams; lane: FastLaneOptions<Context> },
  ): void {
    const said = early.frames.length
    this.#open(early, params).then(
      (opened) => {
        this.#early = null
        this.#lane = new FastLane(this.#socket, opened, lane)
        for (const frame of early.frames.slice(said)) this.#hear(frame)
      },
      () => this.#leaveToTrpc(early),
    )
  }

  #open(early: Early<Context>, params: ConnectionParams): Promise<Opened<Context>> {
    const { request } = early
    early.opening ??= this.#options.open(this.#socket, { request, params }).then((opened) => {
      clearTimeout(this.#deadline)
      this.#deadline = undefined
      return opened
    })
    return early.opening
  }

  /** From now on and from the beginning. */
  #leaveToTrpc(early: Early<Context>): void {
    this.#early = null
    this.#trpc = this.#options.trpc.serve(this.#socket, early.request, async (params) => {
      const { ctx } = await this.#open(early, params)
      return ctx
    })
    for (const [data, isBinary] of early.frames) this.#trpc.receive(data, isBinary)
  }

  #distribute(lane: FastLane<Context>, text: string | null, [data, isBinary]: Received): void {
    const calls = text === null ? null : readCalls(text, this.#options.limits.batchMax)
    // What is asked for in one frame begins in its order, so calls are only taken from it together.
    const together = calls?.length === 1 || calls?.every((call) => lane.serves(call))
    const left = calls?.filter(
      (call) => (call.type === 'mutation' && !together) || !lane.take(call),
    )
    if (left?.length === 0) return
    const isWhole = left === undefined || left.length === calls?.length
    this.#trpc ??= this.#options.trpc.serve(this.#socket, LATE, async () => lane.ctx)
    if (isWhole) this.#trpc.receive(data, isBinary)
    else this.#trpc.receive(Buffer.from(JSON.stringify(left.map(({ raw }) => raw))), false)
  }

  #end(code: CloseCode): void {
    shut(this.#socket, code, this.#options.limits.closeWithinMs)
  }

  #close(): void {
    clearTimeout(this.#deadline)
    this.#lane?.close()
    this.#trpc?.end()
  }
}

/** As tRPC's adapter asks: then the first frame is not a call. */
const saysWhoInFirstFrame = ({ url = '' }: IncomingMessage): boolean =>
  new URL(url, 'http://localhost').searchParams.get('connectionParams') === '1'
