import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Bus, closeCodes } from '@shopbell/chat-core'
import type { AnyTRPCRouter } from '@trpc/server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Logger } from '../observability/logger.ts'
import { logSecurity } from '../observability/security-log.ts'
import { jitteredPause } from '../realtime/backoff.ts'
import { batched } from '../realtime/batched.ts'
import { every } from '../realtime/every.ts'
import { revokes } from './admit-socket.ts'
import { drainSockets } from './drain-sockets.ts'
import { Heartbeat } from './heartbeat.ts'
import { type LoopLag, watchLoopLag } from './loop-lag.ts'
import { createSocketServing, type SocketCallbacks } from './serve-socket.ts'
import type { SocketIdentity } from './socket-connection.ts'
import { type SocketLimits, socketLimits } from './socket-limits.ts'
import { type Attendance, SocketRoster } from './socket-roster.ts'
import { TokenBucket } from './token-bucket.ts'
import { Turnstile } from './turnstile.ts'
import { judgeUpgrade, refuseUpgrade, type UpgradeRefusal } from './upgrade-gate.ts'

export type { SocketConnection, SocketIdentity } from './socket-connection.ts'

export interface WebSocketOptions<Router extends AnyTRPCRouter> extends SocketCallbacks<Router> {
  /** The HTTP server whose upgrades of `/api/ws` become sockets; other upgrades are answered 404. */
  readonly server: Server
  readonly router: Router
  /** Exact origins whose pages may open a socket. Without an Origin, cookies are removed from the request. */
  readonly origins: ReadonlySet<string>
  /** Spends one of the client's connects. Throws `rate_limited` when there is none left. */
  readonly takeConnect: (request: IncomingMessage) => Promise<void>
  /** Whether the request has what only people who answer have; they are let in longest when there is too much to do. */
  readonly mayBeStaff: (request: IncomingMessage) => boolean
  /** Whose `access.revoked` notices close sockets. */
  readonly bus: Bus
  /** Told who has sockets here. */
  readonly attendance?: Attendance
  readonly logger: Logger
  readonly limits?: Partial<SocketLimits>
  readonly loopLag?: LoopLag
}

/** How many sockets there are, known to be somebody's, and watched; and what is held back for slow readers. */
interface SocketCensus {
  readonly open: number
  readonly known: number
  readonly watched: number
  readonly heldBytes: number
}

export interface WebSocketHandle {
  census(): SocketCensus
  /** Refuses new sockets from now on. */
  stopAccepting(): void
  /**
   * Refuses new sockets, sends the live ones elsewhere at a pace, closes what is left.
   * @param hurry once aborted, closes them without waiting
   */
  drain(hurry?: AbortSignal): Promise<void>
  /** Closes at once, for good reason (4401), every socket whose identity matches. */
  closeSockets(match: (identity: SocketIdentity) => boolean): void
}

const PATH = '/api/ws'
/** Each node that was cut off says so once; all of them together are one reason to look again. */
const MISSED_GAP_MS = 1_000

/** Serves the router's procedures and subscriptions over WebSockets at `/api/ws`. */
export function attachWebSocket<Router extends AnyTRPCRouter>(
  options: WebSocketOptions<Router>,
): WebSocketHandle {
  const { server, bus, logger, loopLag = watchLoopLag() } = options
  const limits = { ...socketLimits, ...options.limits }
  const roster = new SocketRoster(limits, options.attendance)
  const heartbeat = new Heartbeat(limits)
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.frameMaxBytes,
    maxFragments: limits.fragmentsMax,
    maxBufferedChunks: limits.bufferedChunksMax,
  })
  const entrance = new Turnstile(limits.admittedAtOnce)
  const serving = createSocketServing({ ...options, wss, roster, limits, entrance })
  let draining = false
  const gate = {
    ...options,
    path: PATH,
    isDraining: () => draining,
    isOverloaded: () => loopLag.lagMs() > limits.loopLagMaxMs,
    connects: new TokenBucket(limits.connects),
  }

  async function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const refusal = await judgeUpgrade(request, gate)
    if (refusal) {
      logRefusal(logger, refusal, request)
      return refuseUpgrade(stream, refusal)
    }
    wss.handleUpgrade(request, stream, head, (socket) => {
      heartbeat.add(socket)
      serving.serve(socket, request)
    })
  }

  server.on('upgrade', (request, stream, head) => {
    // Before anything else, also for those that are refused: an error nobody hears ends the process.
    stream.on('error', () => stream.destroy())
    upgrade(request, stream, head).catch((error) => {
      logger.error({ err: error }, 'an upgrade failed')
      refuseUpgrade(stream, { status: 503 })
    })
  })

  const expel = (match: (identity: SocketIdentity) => boolean): void =>
    roster.expel(match, closeCodes.stayAway.notSignedIn)

  /** asks whether these sessions still hold, with the rights they began with. */
  async function recheck(concerns: (identity: SocketIdentity) => boolean): Promise<void> {
    for (const identity of roster.identities().filter(concerns)) {
      try {
        if (await options.isStillValid(identity)) continue
        roster.expel((other) => other === identity, closeCodes.comeBack.changed)
      } catch (error) {
        logger.warn({ err: error }, 'a session could not be checked')
      }
    }
  }

  const missed = batched<'all'>(
    { gapMs: MISSED_GAP_MS, pause: jitteredPause, onError: () => undefined },
    () => recheck(() => true),
  )
  const stops = [
    () => missed.close(),
    bus.subscribe((notice) => {
      if (notice.type === 'access.revoked') expel((identity) => revokes(notice, identity))
      // Notices of what was revoked may be among those that were lost.
      if (notice.type === 'bus.resumed') missed.add('all')
      if (notice.type === 'agent.changed') void recheck(({ actor }) => actor.id === notice.agentId)
    }),
    every({ intervalMs: limits.recheckEveryMs, onError: () => undefined }, () =>
      recheck(() => true),
    ),
  ]

  const stopAccepting = (): void => {
    draining = true
  }

  return {
    census: () => ({
      open: wss.clients.size,
      known: roster.size,
      watched: heartbeat.size,
      heldBytes: [...wss.clients].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0),
    }),
    stopAccepting,
    async drain(hurry = new AbortController().signal) {
      stopAccepting()
      const callsInFlight = (socket: WebSocket) => serving.connectionOf(socket)?.callsInFlight ?? 0
      await drainSockets(wss.clients, { limits, callsInFlight, hurry })
      for (const stop of stops) stop()
      heartbeat.close()
      loopLag.close()
    },
    closeSockets: expel,
  }
}

/** An origin that was meant to be listed is worth finding in the log; one that is a kilobyte long is not. */
const ORIGIN_LOG_CHARS = 200

function logRefusal(
  logger: Logger,
  { status }: UpgradeRefusal,
  { headers }: IncomingMessage,
): void {
  const facts = { requestId: randomUUID(), procedure: PATH }
  const origin = headers.origin?.slice(0, ORIGIN_LOG_CHARS)
  if (status === 403) logSecurity(logger.child({ origin }), 'origin.refused', facts)
  else if (status === 429) logSecurity(logger, 'limit.reached', facts)
  else logger.debug({ ...facts, status }, 'upgrade refused')
}
