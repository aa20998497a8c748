import type { Notice } from '@shopbell/chat-core'
import { within } from '../realtime/within.ts'
import { frameMaxChars, writeFrame, writeNotice } from './frame.ts'
import type { RedisLink } from './redis-link.ts'

/** Sent and not yet confirmed; a Redis that is further behind is told nothing more until it has caught up. */
const IN_FLIGHT_MAX_CHARS = 8 * 1_024 * 1_024
const CLOSE_MAX_MS = 1_000

export interface OutgoingFramesOptions {
  readonly link: RedisLink
  readonly channel: string
  readonly nodeId: string
}

/**
 * What this node tells the others: the notices of one turn of the event loop as one frame. Nobody waits for Redis and
 * nothing is kept for it: what it cannot take now is dropped and counted.
 */
export class OutgoingFrames {
  readonly #options: OutgoingFramesOptions
  readonly #inFlight = new Set<Promise<void>>()
  #inFlightChars = 0
  #waiting: string[] = []
  #waitingChars = 0
  #flushing: NodeJS.Immediate | undefined
  #dropped = 0

  constructor(options: OutgoingFramesOptions) {
    this.#options = options
  }

  /** Notices that were not sent, or whose arrival is unknown. */
  get dropped(): number {
    return this.#dropped
  }

  add(notice: Notice): void {
    if (!this.#options.link.client) {
      this.#dropped += 1
      return
    }
    const json = writeNotice(notice)
    if (this.#waitingChars + json.length > frameMaxChars) this.#flush()
    this.#waiting.push(json)
    this.#waitingChars += json.length
    this.#flushing ??= setImmediate(() => this.#flush())
  }

  /** Sends what still waits. */
  async close(): Promise<void> {
    this.#flush()
    await within(CLOSE_MAX_MS, Promise.all(this.#inFlight)).catch(() => undefined)
  }

  #flush(): void {
    clearImmediate(this.#flushing)
    this.#flushing = undefined
    const notices = this.#waiting
    this.#waiting = []
    this.#waitingChars = 0
    if (notices.length > 0) this.#send(notices)
  }

  #send(notices: readonly string[]): void {
    const { link, channel, nodeId } = this.#options
    const { client } = link
    if (!client || this.#inFlightChars > IN_FLIGHT_MAX_CHARS) {
      this.#dropped += notices.length
      return
    }
    const frame = writeFrame(nodeId, notices)
    const done = (unsent: number) => {
      this.#dropped += unsent
      this.#inFlightChars -= frame.length
      this.#inFlight.delete(sent)
    }
    this.#inFlightChars += frame.length
    const sent = client.publish(channel, frame).then(
      () => done(0),
      () => done(notices.length),
    )
    this.#inFlight.add(sent)
  }
}
