import { setTimeout as sleep } from 'node:timers/promises'
import type { BaseLogger } from 'pino'
import { createClient, ErrorReply } from 'redis'
import { jitteredPause, type Pause } from '../realtime/backoff.ts'
import { LateError, within } from '../realtime/within.ts'

/** Nothing is asked of Redis while it is away. */
class RedisAwayError extends Error {
  override readonly name = 'RedisAwayError'
}

/** What uses the connection and has to know when it is a new one. */
export interface LinkPart {
  /** Runs on every new connection before anybody may ask over it: here it subscribes. */
  readonly prepare?: (client: RedisClient) => Promise<unknown>
  /** The connection is there; `wasAway` if it was not at any time before. */
  readonly up?: (wasAway: boolean) => void
}

export interface RedisLinkOptions {
  readonly url: string
  readonly logger: Pick<BaseLogger, 'info' | 'warn'>
  /** How long to wait after a failure. */
  readonly pause?: Pause
  readonly limits?: Partial<LinkLimits>
}

const linkLimits = {
  /** To connect, sign in and subscribe. */
  connectMaxMs: 5_000,
  pingEveryMs: 3_000,
  /** A connection that says nothing for so long is dead, whatever TCP believes. */
  pongMaxMs: 5_000,
  /** Redis answers within a millisecond, and whoever waits for it has something better to do than to wait for long. */
  askMaxMs: 500,
  /** Back-off starts anew only after a connection that held. */
  stableMs: 10_000,
}

export type LinkLimits = typeof linkLimits

export type RedisClient = ReturnType<typeof openClient>

/** A connection never mends itself: the link replaces it, and knows what happened. */
const openClient = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    commandOptions: { timeout: 0 },
    socket: { reconnectStrategy: false },
  })

/**
 * This node's one connection to Redis, replaced whenever it fails, for ever. Redis is a help and never a need: whoever
 * asks over the link must have an answer of their own for when it is away.
 */
export class RedisLink {
  readonly #options: RedisLinkOptions
  readonly #limits: LinkLimits
  readonly #parts: LinkPart[] = []
  readonly #closing = new AbortController()
  #client: RedisClient | null = null
  /** Redis did not answer lately: nobody asks until it answers a ping. */
  #isSilent = false
  #hasComplained = false
  #awaySinceMs: number | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(options: RedisLinkOptions) {
    this.#options = options
    this.#limits = { ...linkLimits, ...options.limits }
  }

  /** The live connection, for what needs no answer; null while Redis is away. */
  get client(): RedisClient | null {
    return this.#client
  }

  /** Before `start`. */
  attach(part: LinkPart): void {
    this.#parts.push(part)
  }

  /** Resolves once there is a connection or the first attempt has failed. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#running = this.#keepConnected(resolve)
    })
  }

  /** @throws RedisAwayError at once while Redis is away; LateError when it does not answer */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (!this.#client || this.#isSilent) throw new RedisAwayError('Redis is away.')
    try {
      return await within(this.#limits.askMaxMs, command(this.#client))
    } catch (error) {
      if (error instanceof LateError) this.#isSilent = true
      if (error instanceof ErrorReply) this.#complain(error)
      throw error
    }
  }

  /** A Redis that refuses what it is asked is set up wrongly, and says the same every time. */
  #complain(err: ErrorReply): void {
    if (this.#hasComplained) return
    this.#hasComplained = true
    this.#options.logger.warn({ err }, 'redis refuses a command')
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running
  }

  async #keepConnected(firstTried: () => void): Promise<void> {
    const { signal } = this.#closing
    const { pause = jitteredPause } = this.#options
    for (let failures = 0; !signal.aborted; ) {
      const startedMs = performance.now()
      const error = await this.#connectOnce(firstTried)
      if (signal.aborted) return firstTried()
      this.#setAway(error)
      firstTried()
      if (performance.now() - startedMs > this.#limits.stableMs) failures = 0
      await pause(failures++, signal)
    }
  }

  /** One connection from its birth to its end. Answers what ended it. */
  async #connectOnce(connected: () => void): Promise<unknown> {
    const { signal } = this.#closing
    const client = openClient(this.#options.url)
    let end: () => void = () => undefined
    const ended = new Promise<never>((_resolve, reject) => {
      end = () => reject(new RedisAwayError('The link is closed.'))
      client.on('error', reject)
    })
    signal.addEventListener('abort', end)
    try {
      await within(this.#limits.connectMaxMs, Promise.race([ended, this.#prepare(client)]))
      this.#setUp(client)
      connected()
      return await Promise.race([ended, this.#keepAsking(client)])
    } catch (error) {
      return error
    } finally {
      signal.removeEventListener('abort', end)
      this.#client = null
      client.destroy()
    }
  }

  async #prepare(client: RedisClient): Promise<void> {
    await client.connect()
    for (const part of this.#parts) await part.prepare?.(client)
  }

  /** Rejects once Redis no longer answers. */
  async #keepAsking(client: RedisClient): Promise<never> {
    for (;;) {
      await sleep(this.#limits.pingEveryMs, undefined, { signal: this.#closing.signal, ref: false })
      await within(this.#limits.pongMaxMs, client.ping())
      this.#isSilent = false
    }
  }

  #setUp(client: RedisClient): void {
    const wasAway = this.#awaySinceMs !== null
    const awayMs = Math.round(performance.now() - (this.#awaySinceMs ?? performance.now()))
    this.#client = client
    this.#isSilent = false
    this.#awaySinceMs = null
    if (wasAway) this.#options.logger.info({ awayMs }, 'redis is back')
    else this.#options.logger.info('redis is connected')
    for (const part of this.#parts) part.up?.(wasAway)
  }

  #setAway(err: unknown): void {
    if (this.#awaySinceMs !== null) return
    this.#awaySinceMs = performance.now()
    this.#options.logger.warn(
      { err },
      'redis is away: this node goes on alone, and finds by itself what the others do',
    )
  }
}
