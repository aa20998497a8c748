import type { Person } from '../../people.ts'
import type { Heard, Outgoing, Speaker, Wire } from './wire.ts'

const DOMAIN = 'localhost'
/** Everybody's. */
const PASSWORD = 'secret'

const nameOf = ({ kind, roomId }: Person) => `${kind}.${roomId}`

/** XMPP over WebSockets (RFC 7395): every frame is one stanza. XMPP has no rooms here: customers write to their agent. */
export const xmppWire: Wire = {
  url: (port) => `ws://127.0.0.1:${port}/ws`,
  headers: () => ({}),
  subprotocol: 'xmpp',
  speak: (person) => new Xmpp(person),
}

export const XMPP_OPEN = `<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${DOMAIN}' version='1.0'/>`
const BIND = `<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind></iq>`
const ENABLE_ACKS = `<enable xmlns='urn:xmpp:sm:3'/>`
const ASK_FOR_ACK = `<r xmlns='urn:xmpp:sm:3'/>`

class Xmpp implements Speaker {
  readonly awaitsWelcome = true
  readonly greeting = XMPP_OPEN
  readonly #person: Person
  #acked = 0
  #delivered = 0
  /** Stanzas of any kind, counted from when both sides began to. */
  #received: number | null = null

  constructor(person: Person) {
    this.#person = person
  }

  join(): null {
    return null
  }

  send({ roomId, clientId, body }: Outgoing): readonly string[] {
    const to = `agent.${roomId}@${DOMAIN}`
    const message = `<message xmlns='jabber:client' to='${to}' type='chat' id='${clientId}'><body>${body}</body></message>`
    return [message, ASK_FOR_ACK]
  }

  hear(stanza: string): readonly Heard[] {
    if (stanza.startsWith('<a ')) return this.#acknowledge(stanza)
    if (stanza.startsWith('<r ')) {
      return [answer(`<a xmlns='urn:xmpp:sm:3' h='${this.#received ?? 0}'/>`)]
    }
    if (this.#received === null) return this.#signIn(stanza)
    this.#received += 1
    return stanza.startsWith('<message') ? [this.#deliver(stanza)] : []
  }

  /** Nobody numbers the messages, so they are numbered as they come. */
  #deliver(stanza: string): Heard {
    this.#delivered += 1
    const clientId = / id=['"]([0-9a-f-]+)['"]/.exec(stanza)?.[1] ?? ''
    return { type: 'delivered', message: { clientId, seq: this.#delivered } }
  }

  /** XEP-0198 says how many stanzas it has, which may be several more than last time. */
  #acknowledge(stanza: string): readonly Heard[] {
    const count = Number(/ h=['"](\d+)['"]/.exec(stanza)?.[1])
    const acks: Heard[] = []
    for (; this.#acked < count; this.#acked += 1) {
      acks.push({ type: 'ack', number: this.#acked, seq: this.#acked + 1 })
    }
    return acks
  }

  #signIn(stanza: string): readonly Heard[] {
    if (stanza.includes('urn:ietf:params:xml:ns:xmpp-sasl')) {
      if (stanza.startsWith('<success')) return [answer(XMPP_OPEN)]
      if (stanza.startsWith('<failure')) return [{ type: 'failed', reason: stanza }]
      const plain = Buffer.from(`\0${nameOf(this.#person)}\0${PASSWORD}`).toString('base64')
      return [
        answer(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`),
      ]
    }
    if (stanza.startsWith('<stream:features')) return [answer(BIND)]
    if (stanza.startsWith('<iq') && stanza.includes('bind')) {
      return [answer('<presence/>'), answer(ENABLE_ACKS)]
    }
    if (!stanza.startsWith('<enabled')) return []
    this.#received = 0
    return [{ type: 'welcome' }]
  }
}

const answer = (frame: string): Heard => ({ type: 'answer', frame })
