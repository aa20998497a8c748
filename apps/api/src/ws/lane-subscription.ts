import type { Frame } from '../realtime/frame.ts'
import type { Source } from '../realtime/source.ts'
import { type LaneCall, laneAnswers } from './lane-frames.ts'
import type { Open, SocketConnection } from './socket-connection.ts'

/** What asked for a subscription, as its failures are told of. */
export type Subscribing = Pick<LaneCall, 'id' | 'type' | 'path' | 'input'>

/** What subscriptions need of the socket that they are on. */
export interface SubscribedSocket {
  readonly connection: SocketConnection
  send(text: string): void
  /** Tells of a failure, and who asked. */
  refuse(asked: Subscribing, thrown: unknown): void
  /** The id is free again. */
  forget(id: Subscribing['id']): void
}

/** One subscription, written to its socket as soon as there is something to write, without a promise per event. */
export class LaneSubscription {
  readonly #socket: SubscribedSocket
  readonly #asked: Subscribing
  #source: Source<Frame<unknown>> | null = null
  #endStream: (() => void) | null = null
  #stopWaiting: (() => void) | null = null
  #state: 'opening' | 'open' | 'ended' = 'opening'
  #stopped = false

  constructor(socket: SubscribedSocket, asked: Subscribing) {
    this.#socket = socket
    this.#asked = asked
  }

  /** @param admit finds out what the caller may open; its refusal is all that the client is told then */
  async begin(admit: () => Promise<Open<unknown>>): Promise<void> {
    let open: Open<unknown>
    try {
      open = await admit()
    } catch (error) {
      this.#state = 'ended'
      this.#socket.forget(this.#asked.id)
      this.#socket.refuse(this.#asked, error)
      return
    }
    if (!this.#isOver) {
      this.#socket.send(laneAnswers.started(this.#asked.id))
      await this.#open(open)
    }
    this.#state = 'open'
    this.#pump()
  }

  /** Ends it, now or as soon as it is known what there is to end. */
  stop(): void {
    this.#stopped = true
    if (this.#state === 'open') this.#end()
  }

  get #isOver(): boolean {
    return this.#stopped || !this.#socket.connection.isOpen
  }

  async #open(open: Open<unknown>): Promise<void> {
    try {
      this.#endStream = this.#socket.connection.beginStream()
      this.#source = await open()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Sends what there is until there is no more, or no room for it: then it is called again. */
  readonly #pump = (): void => {
    const source = this.#source
    try {
      while (source && !this.#isOver) {
        if (!this.#socket.connection.hasRoom(this.#pump)) return
        const next = source.next()
        if (next instanceof Promise) {
          next.then(
            (frame) => this.#goOn(frame),
            (error) => this.#giveUp(error),
          )
          return
        }
        if (!next) {
          this.#stopWaiting = source.onNews(this.#pump)
          return
        }
        this.#send(next)
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#end()
  }

  #goOn(next: Frame<unknown> | null): void {
    if (next && !this.#isOver) this.#send(next)
    this.#pump()
  }

  #giveUp(error: unknown): void {
    this.#fail(error)
    this.#end()
  }

  #send(frame: Frame<unknown>): void {
    this.#socket.send(laneAnswers.result(this.#asked.id, frame.result))
  }

  #fail(error: unknown): void {
    if (!this.#isOver) this.#socket.refuse(this.#asked, error)
    this.#stopped = true
  }

  #end(): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#stopWaiting?.()
    this.#source?.close()
    this.#endStream?.()
    this.#socket.forget(this.#asked.id)
    this.#socket.send(laneAnswers.stopped(this.#asked.id))
  }
}
