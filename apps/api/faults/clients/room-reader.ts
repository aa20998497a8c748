import { applyRoomEvent, closeCodes, type RoomStreamFrame } from '@shopbell/chat-core'
import type { ReaderTape } from '../oracle/reader-tape.ts'
import type { Person } from './person.ts'
import { isFinal, Refused } from './refused.ts'
import { backoffMs, type ClientTiming } from './timing.ts'
import { type Reply, WireSocket } from './wire-socket.ts'

export interface RoomReaderOptions {
  readonly person: Person
  readonly roomId: string
  /** The nodes; each connect goes to any of them, as behind a balancer. */
  readonly addresses: readonly string[]
  readonly timing: ClientTiming
  /** Chance, so that a run can be repeated. */
  readonly random: () => number
  readonly tape: ReaderTape
}

/** One opening of the stream over one socket. */
interface Subscription {
  readonly socket: WireSocket
  id: number
  /** Seq of the last thing it said. */
  position: number
}

const SHOWN_MAX = 50
const STAY_AWAY: ReadonlySet<number> = new Set(Object.values(closeCodes.stayAway))

/**
 * Follows one room as the widget and the desk do: resumes where it was on whatever node it reaches, starts over when it
 * is told to, opens the next socket first when its node drains, and drops what it has applied already.
 */
export class RoomReader {
  readonly tape: ReaderTape
  /** Its room may be taken from it in this scenario. */
  mayBeExpelled = false
  /** Why it will not come back; null while it may. */
  refusedWith: string | number | null = null
  reconnects = 0
  resyncs = 0
  readonly #options: RoomReaderOptions
  #current: Subscription | null = null
  /** The one that is to take over. */
  #next: Subscription | null = null
  #lastEventId: string | undefined
  /** Only the first time, and when it was told to. */
  #mayStartOver = true
  #attempt = 0
  #isStopped = false
  #isReading = true

  constructor(options: RoomReaderOptions) {
    this.#options = options
    this.tape = options.tape
    this.#connect()
  }

  /** Where it would go on. */
  get lastEventId(): string | undefined {
    return this.#lastEventId
  }

  /** The socket it listens on, for calls; null while there is none. */
  get socket(): WireSocket | null {
    return this.#current?.socket.isOpen ? this.#current.socket : null
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  get isLive(): boolean {
    return this.socket !== null && (this.#current?.id ?? 0) > 0
  }

  /** Whether it reads what its socket brings, also those to come. */
  setReading(reading: boolean): void {
    this.#isReading = reading
    this.#current?.socket.setReading(reading)
  }

  stop(): void {
    this.#isStopped = true
    this.tape.hasLeft = true
    this.#current?.socket.close()
    this.#next?.socket.close()
  }

  #connect(): void {
    const { person, addresses, timing, random } = this.#options
    const address = addresses[Math.floor(random() * addresses.length)] ?? ''
    const subscription: Subscription = {
      id: 0,
      position: 0,
      socket: new WireSocket({
        address,
        person,
        timing,
        onOpen: () => this.#subscribe(subscription),
        onReply: (reply) => this.#hear(subscription, reply),
        onEnd: (code) => this.#lost(subscription, code),
      }),
    }
    if (this.#current) this.#next = subscription
    else this.#current = subscription
  }

  #subscribe(subscription: Subscription): void {
    if (!this.#isReading) subscription.socket.setReading(false)
    const input = { roomId: this.#options.roomId, lastEventId: this.#lastEventId }
    subscription.position = this.#lastEventId ? this.tape.cursor : 0
    subscription.id = subscription.socket.subscribe('room.events', input)
  }

  #hear(subscription: Subscription, { id, method, result, error }: Reply): void {
    if (method === 'reconnect' && !this.#next) this.#connect()
    if (id === null || id !== subscription.id) return
    if (error) {
      this.#refuse(subscription, new Refused(error))
    } else if (result?.type === 'started') {
      this.#takeOver(subscription)
    } else if (result?.type === 'stopped') {
      this.#again(subscription)
    } else if (result?.data) {
      this.#attempt = 0
      // As tRPC's client does: a frame without an id erases the position.
      this.#lastEventId = result.id
      this.#apply(subscription, contentOf(result.data))
    }
  }

  /** The new socket listens: the old one is not needed any more. */
  #takeOver(subscription: Subscription): void {
    if (subscription !== this.#next) return
    const old = this.#current
    this.#current = subscription
    this.#next = null
    old?.socket.close()
  }

  #apply(subscription: Subscription, data: RoomStreamFrame): void {
    if (data.type === 'snapshot') {
      subscription.position = data.view.cursor
      this.tape.begin(data.view, { mayStartOver: this.#mayStartOver })
      this.#mayStartOver = false
      return
    }
    for (const event of data.events) {
      const { message } = event
      if (message.seq <= subscription.position) this.tape.refuse(message.seq)
      else subscription.position = message.seq
      if (message.seq <= this.tape.cursor || !this.tape.view) continue
      this.tape.apply(message, Date.now())
      const view = applyRoomEvent(this.tape.view, event)
      const surplus = view.messages.length - SHOWN_MAX
      this.tape.view =
        surplus > 0 ? { ...view, messages: view.messages.slice(surplus), hasOlder: true } : view
    }
  }

  #refuse(subscription: Subscription, refusal: Refused): void {
    if (refusal.code === 'resync_required') {
      this.resyncs += 1
      this.#mayStartOver = true
      this.#lastEventId = undefined
    }
    if (isFinal(refusal)) {
      this.refusedWith = refusal.code
      this.stop()
    } else {
      this.#again(subscription)
    }
  }

  /** Opens the stream again on the same socket. */
  #again(subscription: Subscription): void {
    subscription.id = 0
    this.#later(() => {
      if (subscription.socket.isOpen) this.#subscribe(subscription)
    })
  }

  #lost(subscription: Subscription, code: number): void {
    if (subscription === this.#next) this.#next = null
    if (STAY_AWAY.has(code)) {
      this.refusedWith = code
      this.stop()
    }
    if (subscription !== this.#current) return
    this.#current = this.#next
    this.#next = null
    this.reconnects += 1
    if (!this.#current) this.#later(() => this.#connect())
  }

  #later(action: () => void): void {
    if (this.#isStopped) return
    const { timing, random } = this.#options
    setTimeout(() => !this.#isStopped && action(), backoffMs(this.#attempt++, timing, random))
  }
}

const contentOf = (data: object): RoomStreamFrame =>
  ('data' in data ? data.data : data) as RoomStreamFrame
