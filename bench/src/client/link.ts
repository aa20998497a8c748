import { WebSocket } from 'ws'
import type { Person } from '../people.ts'
import type { Delivered, Heard, Outgoing, Speaker, Wire } from './wires/wire.ts'

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
  readonly #speaker: Speaker
  readonly #options: LinkOptions
  #onWelcome: (() => void) | null = null
  #onJoined: (() => void) | null = null

  private constructor(socket: WebSocket, options: LinkOptions) {
    this.#socket = socket
    this.#speaker = options.wire.speak(options.person)
    this.#options = options
    socket.on('message', (data) => {
      for (const heard of this.#speaker.hear(String(data))) this.#react(heard)
    })
    socket.on('close', (code) => {
      throw new Error(`The server closed a socket with ${code}`)
    })
  }

  static async open(options: LinkOptions): Promise<Link> {
    const { wire, port, person } = options
    const socket = new WebSocket(wire.url(port), wire.subprotocol, {
      headers: wire.headers(person),
      perMessageDeflate: false,
    })
    // Before it is open: a server may speak first.
    const link = new Link(socket, options)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    await link.#greet()
    return link
  }

  /** Follows a room. Resolves once whatever happens there is delivered; what was missed after a seq goes the same way. */
  join(roomId: string, after: number | null = null): Promise<void> {
    const frame = this.#speaker.join(roomId, after)
    if (frame === null) return Promise.resolve()
    this.#socket.send(frame)
    return new Promise((resolve) => {
      this.#onJoined = resolve
    })
  }

  send(message: Outgoing): void {
    for (const frame of this.#speaker.send(message)) this.#socket.send(frame)
  }

  #greet(): Promise<void> {
    const { greeting, awaitsWelcome } = this.#speaker
    const welcome = awaitsWelcome
      ? new Promise<void>((resolve) => {
          this.#onWelcome = resolve
        })
      : Promise.resolve()
    if (greeting !== null) this.#socket.send(greeting)
    return welcome
  }

  #react(heard: Heard): void {
    switch (heard.type) {
      case 'welcome':
        this.#onWelcome?.()
        return
      case 'ack':
        this.#options.onAck?.(heard.number, heard.seq)
        return
      case 'delivered':
        this.#options.onDelivered?.(heard.message)
        return
      case 'joined':
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
