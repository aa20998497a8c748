import type { IncomingMessage } from 'node:http'
import { type CloseCode, closeCodes } from '@shopbell/chat-core'
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
  #early: Early<Context> | null
  #lane: FastLane<Context> | null = null
  #trpc: TrpcSide | null = null

  constructor(socket: WebSocket, request: IncomingMessage, options: ServedSocketOptions<Context>) {
    const { limits, lane } = options
    const early = { request, frames: [], opening: null }
    this.#socket = socket
    this.#options = options
    this.#budget = new TokenBucket(limits.frames)
    this.#early = early
    this.#deadline = setTimeout(
      () => this.#end(closeCodes.stayAway.notSignedIn),
      limits.authDeadlineMs,
    )
    socket.on('message', (data, isBinary) => this.#receive([data, isBinary]))
    socket.on('ping', () => this.#isWithinBudget())
    socket.once('close', () => this.#close())

    if (!lane) this.#leaveToTrpc(early)
    else if (!saysWhoInFirstFrame(request)) this.#begin(early, { params: null, lane })
  }

  #receive(frame: Received): void {
    // What arrives after we have closed could not be answered, so it is not begun.
    if (this.#socket.readyState !== this.#socket.OPEN || !this.#isWithinBudget()) return
    const [data, isBinary] = frame
    const text = isBinary ? null : String(data)
    if (text === 'PING') this.#socket.send('PONG')
    else if (this.#lane) this.#distribute(this.#lane, text, frame)
    else if (this.#early) this.#wait(this.#early, text, frame)
    else this.#trpc?.receive(data, isBinary)
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
        for (const frame of early.frames.slice(said)) this.#receive(frame)
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
    const left = calls?.filter((call) => !lane.take(call))
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
