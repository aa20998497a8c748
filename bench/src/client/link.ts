import { WebSocket } from 'ws'
import type { Person } from '../people.ts'
import type { Delivered, Outgoing, Wire } from './wires/wire.ts'

export interface LinkOptions {
  readonly wire: Wire
  readonly port: number
  readonly person: Person
  readonly onAck?: (number: number, seq: number) => void
  readonly onDelivered?: (message: Delivered) => void
}

/** One socket of one person, whatever wire it speaks. Anything unexpected ends the run: a bench must not average over it. */
export class Link {
  readonly #socket: WebSocket
  readonly #wire: Wire
  readonly #options: LinkOptions
  #onWelcome: (() => void) | null = null
  #onJoined: (() => void) | null = null
  #closing = false

  private constructor(socket: WebSocket, options: LinkOptions) {
    this.#socket = socket
    this.#wire = options.wire
    this.#options = options
    socket.on('message', (data) => this.#hear(String(data)))
    socket.on('close', (code) => {
      if (!this.#closing) throw new Error(`The server closed a socket with ${code}`)
    })
  }

  static async open(options: LinkOptions): Promise<Link> {
    const { wire, port, person } = options
    const socket = new WebSocket(wire.url(port), {
      headers: wire.headers(person),
      perMessageDeflate: false,
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    const link = new Link(socket, options)
    const welcome = wire.awaitsWelcome
      ? new Promise<void>((resolve) => {
          link.#onWelcome = resolve
        })
      : null
    for (const frame of wire.greet(person)) socket.send(frame)
    await welcome
    return link
  }

  /** Follows a room. Resolves once whatever happens there is delivered; what was missed after a seq goes the same way. */
  join(roomId: string, after: number | null = null): Promise<void> {
    this.#socket.send(this.#wire.join(roomId, after))
    return new Promise((resolve) => {
      this.#onJoined = resolve
    })
  }

  send(message: Outgoing): void {
    this.#socket.send(this.#wire.send(message))
  }

  close(): void {
    this.#closing = true
    this.#socket.terminate()
  }

  #deliver(messages: readonly Delivered[]): void {
    for (const message of messages) this.#options.onDelivered?.(message)
  }

  #hear(frame: string): void {
    const heard = this.#wire.hear(frame)
    switch (heard?.type) {
      case 'welcome':
        this.#onWelcome?.()
        return
      case 'ack':
        this.#options.onAck?.(heard.number, heard.seq)
        return
      case 'delivered':
        this.#deliver(heard.messages)
        return
      case 'joined':
        this.#deliver(heard.missed)
        this.#onJoined?.()
        return
      case 'answer':
        this.#socket.send(heard.frame)
        return
      case 'failed':
        throw new Error(`The server says ${heard.reason}`)
    }
  }
}
