import type { Env } from '../env.ts'

/** and the figures of a socket's life. Units are in the names. */
export interface SocketLimits {
  readonly frameMaxBytes: number
  readonly fragmentsMax: number
  readonly bufferedChunksMax: number
  /** Calls in one frame. */
  readonly batchMax: number
  /** From the upgrade until it is known who is there. */
  readonly authDeadlineMs: number
  /** Both together are the longest that a dead connection goes unnoticed: 20 s. */
  readonly pingEveryMs: number
  readonly pongWithinMs: number
  /** How often it is asked whether a session still holds, besides when it is revoked. */
  readonly recheckEveryMs: number
  readonly subscriptionsMax: number
  /** Queries and mutations: `burst` at once, then `perSecond`. */
  readonly calls: Rate
  /** Frames of any kind, also those that cannot be understood. */
  readonly frames: Rate
  /** Above this a stream waits. */
  readonly bufferPauseBytes: number
  /** Above this, or when it has waited this long, the reader is cut. */
  readonly bufferMaxBytes: number
  readonly slowMaxMs: number
  /** New sockets of the whole node. */
  readonly connects: Rate
  /** Of how many at once it is found out who they are. */
  readonly admittedAtOnce: number
  /** When the event loop is later than this most of the time, new customers are refused; the staff is let in. */
  readonly loopLagMaxMs: number
  readonly socketsPerCustomer: number
  readonly socketsPerAgent: number
  /** How many sockets a draining node sends away per second; more if they are too many to tell all of them in time. */
  readonly drainPerSecond: number
  readonly drainWithinMs: number
  /** How long those have to go before they are closed. */
  readonly drainGraceMs: number
  /** How long a client may take to answer a close before its connection is destroyed. */
  readonly closeWithinMs: number
}

export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

export const socketLimits: SocketLimits = {
  frameMaxBytes: 64 * 1_024,
  fragmentsMax: 32,
  bufferedChunksMax: 1_024,
  batchMax: 16,
  authDeadlineMs: 5_000,
  pingEveryMs: 14_400,
  pongWithinMs: 5_000,
  recheckEveryMs: 60_000,
  subscriptionsMax: 20,
  calls: { burst: 60, perSecond: 3 },
  frames: { burst: 600, perSecond: 30 },
  bufferPauseBytes: 256 * 1_024,
  bufferMaxBytes: 1_024 * 1_024,
  slowMaxMs: 15_000,
  connects: { burst: 400, perSecond: 200 },
  admittedAtOnce: 16,
  loopLagMaxMs: 200,
  socketsPerCustomer: 5,
  socketsPerAgent: 10,
  drainPerSecond: 100,
  drainWithinMs: 15_000,
  drainGraceMs: 6_000,
  closeWithinMs: 2_000,
}

/** Never spent: the clock adds to what has no end. */
const unbounded: Rate = { burst: Number.POSITIVE_INFINITY, perSecond: 1 }

/** Lifts how often a socket may do something; how much it may send, hold and keep waiting stays bounded. */
const withoutRates = {
  calls: unbounded,
  frames: unbounded,
  connects: unbounded,
  loopLagMaxMs: Number.POSITIVE_INFINITY,
}

/** A single node that restarts after each change: its clients have nowhere else to go. */
const alone = { drainGraceMs: 500 }

/** The limits of this process. RATE_LIMITS=off is for benches and faults that measure the product. */
export const socketLimitsOf = ({
  rateLimits,
  production,
}: Pick<Env, 'rateLimits' | 'production'>): SocketLimits => ({
  ...socketLimits,
  ...(rateLimits ? {} : withoutRates),
  ...(production ? {} : alone),
})
