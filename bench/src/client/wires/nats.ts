import type { Person } from '../../people.ts'
import type { Heard, Outgoing, Speaker, Wire } from './wire.ts'

/** See `servers/start-nats.ts`. */
const STREAM = 'CHAT'
const DELIVERIES = '1'
const ANSWERS = '2'
const JOIN = 'join'
const END = '\r\n'

/** NATS' own text protocol over WebSockets. A room is a subject; its agent is a push consumer of the one stream. */
export const natsWire: Wire = {
  url: (port) => `ws://127.0.0.1:${port}`,
  headers: () => ({}),
  speak: (person) => new Nats(person),
}

class Nats implements Speaker {
  readonly awaitsWelcome = true
  readonly greeting: string
  /** Where this socket is answered and delivered to. */
  readonly #inbox: string
  readonly #kind: Person['kind']
  #rest = ''

  constructor({ kind, roomId }: Person) {
    this.#kind = kind
    this.#inbox = `_INBOX.${kind}.${roomId}`
    const options = {
      verbose: false,
      headers: true,
      no_responders: true,
      lang: 'node',
      version: '1',
    }
    const subscriptions = [
      `SUB ${this.#inbox}.deliver ${DELIVERIES}`,
      `SUB ${this.#inbox}.answer.* ${ANSWERS}`,
    ]
    this.greeting = [`CONNECT ${JSON.stringify(options)}`, ...subscriptions, 'PING', ''].join(END)
  }

  join(roomId: string): string | null {
    if (this.#kind === 'customer') return null
    const config = {
      deliver_subject: `${this.#inbox}.deliver`,
      filter_subject: `room.${roomId}`,
      ack_policy: 'none',
      deliver_policy: 'all',
    }
    const request = JSON.stringify({ stream_name: STREAM, config })
    return publish(`$JS.API.CONSUMER.CREATE.${STREAM}`, `${this.#inbox}.answer.${JOIN}`, request)
  }

  /** With its key in a header, by which JetStream knows a repetition. */
  send({ number, roomId, ...message }: Outgoing): readonly string[] {
    const headers = `NATS/1.0${END}Nats-Msg-Id: ${message.clientId}${END}${END}`
    const body = JSON.stringify(message)
    const sizes = `${headers.length} ${headers.length + body.length}`
    return [
      `HPUB room.${roomId} ${this.#inbox}.answer.${number} ${sizes}${END}${headers}${body}${END}`,
    ]
  }

  /** A frame may hold several messages, or end within one. All of it is ASCII, so characters are bytes. */
  hear(frame: string): readonly Heard[] {
    this.#rest += frame
    const heard: Heard[] = []
    for (;;) {
      const end = this.#rest.indexOf(END)
      if (end < 0) return heard
      const [verb = '', ...words] = this.#rest.slice(0, end).split(' ')
      const start = end + END.length
      const isMessage = verb === 'MSG' || verb === 'HMSG'
      const size = isMessage ? Number(words.at(-1)) + END.length : 0
      if (this.#rest.length < start + size) return heard
      const payload = this.#rest.slice(start, start + size)
      this.#rest = this.#rest.slice(start + size)
      if (isMessage) heard.push(hearMessage(words, payload))
      else heard.push(...hearControl(verb, words))
    }
  }
}

function hearControl(verb: string, words: readonly string[]): readonly Heard[] {
  if (verb === 'PING') return [{ type: 'answer', frame: `PONG${END}` }]
  if (verb === 'PONG') return [{ type: 'welcome' }]
  if (verb === '-ERR') return [{ type: 'failed', reason: words.join(' ') }]
  return []
}

function hearMessage(
  [subject = '', subscription, reply = '']: readonly string[],
  payload: string,
): Heard {
  if (subscription === DELIVERIES) {
    // $JS.ACK.<stream>.<consumer>.<times delivered>.<seq of the stream>.<seq of the consumer>…
    const seq = Number(reply.split('.')[6])
    const { clientId } = JSON.parse(payload.slice(payload.indexOf('{')))
    return { type: 'delivered', message: { clientId, seq } }
  }
  if (payload.includes('"error"') || payload.startsWith('NATS/1.0 503')) {
    return { type: 'failed', reason: payload }
  }
  const asked = subject.slice(subject.lastIndexOf('.') + 1)
  if (asked === JOIN) return { type: 'joined' }
  return { type: 'ack', number: Number(asked), seq: Number(asked) + 1 }
}

const publish = (subject: string, answerTo: string, payload: string): string =>
  `PUB ${subject} ${answerTo} ${payload.length}${END}${payload}${END}`
