import {
  applyRoomEvent,
  closeCodes,
  type RoomStreamFrame,
  type RoomView,
} from '@shopbell/chat-core'
import type { ReaderTape } from '../oracle/reader-tape.ts'
import { Diary } from './diary.ts'
import type { Person } from './person.ts'
import { isFinal, Refused } from './refused.ts'
import { backoffMs, type ClientTiming, patienceAt } from './timing.ts'
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
  readonly address: string
  id: number
  /** The server has said that it listens. */
  isLive: boolean
  /** The server has asked it to move. */
  isLeaving: boolean
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
  readonly diary = new Diary()
  /** Its room may be taken from it in this scenario. */
  mayBeExpelled = false
  /** Why it will not come back; null while it may. */
  refusedWith: string | number | null = null
  reconnects = 0
  resyncs = 0
  /** Called with each snapshot that a rewound history began with. */
  onResync: ((view: RoomView) => void) | null = null
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
    return this.socket !== null && this.#current?.isLive === true
  }

  /** The node that it listens to, or tries to. */
  get address(): string {
    return this.#current?.address ?? ''
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
    this.diary.note('dialled', address)
    const subscription: Subscription = {
      address,
      id: 0,
      isLive: false,
      isLeaving: false,
      position: 0,
      socket: new WireSocket({
        address,
        person,
        timing,
        patience: patienceAt(this.#attempt),
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
    if (method === 'reconnect') this.#move(subscription)
    if (id === null || id !== subscription.id) return
    if (error) {
      this.#refuse(subscription, new Refused(error))
    } else if (result?.type === 'started') {
      this.#live(subscription)
    } else if (result?.type === 'stopped') {
      this.#again(subscription, 'stopped')
    } else if (result?.data) {
      this.#attempt = 0
      // As tRPC's client does: a frame without an id erases the position.
      this.#lastEventId = result.id
      this.#apply(subscription, contentOf(result.data))
    }
  }

  /** Opens the next socket first. One that comes to nothing is tried again for as long as the old one lives. */
  #move(subscription: Subscription): void {
    if (!subscription.isLeaving) this.diary.note('told', subscription.address)
    subscription.isLeaving = true
    if (subscription === this.#current && !this.#next) this.#connect()
  }

  /** The stream is open. On a new socket the old one is not needed any more. */
  #live(subscription: Subscription): void {
    subscription.isLive = true
    this.diary.note('live', subscription.address)
    if (subscription !== this.#next) return
    const old = this.#current
    this.#current = subscription
    this.#next = null
    old?.socket.close()
  }

  #apply(subscription: Subscription, data: RoomStreamFrame): void {
    if (data.type === 'snapshot') {
      subscription.position = data.view.cursor
      const epoch = this.#lastEventId?.split(':')[0] ?? ''
      this.tape.begin(data.view, { epoch, mayStartOver: this.#mayStartOver })
      this.#mayStartOver = false
      if (this.tape.stretches.length > 1) this.onResync?.(data.view)
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
      this.#again(subscription, refusal.code)
    }
  }

  /** Opens the stream again on the same socket. */
  #again(subscription: Subscription, why: string): void {
    subscription.id = 0
    subscription.isLive = false
    if (subscription === this.#current) this.diary.note('away', subscription.address, why)
    this.#later(() => {
      if (subscription.socket.isOpen) this.#subscribe(subscription)
    })
  }

  #lost(subscription: Subscription, code: number): void {
    if (subscription === this.#next) {
      this.#next = null
      this.#later(() => this.#current?.isLeaving && this.#move(this.#current))
    }
    if (STAY_AWAY.has(code)) {
      this.refusedWith = code
      this.stop()
    }
    if (subscription !== this.#current) return
    this.diary.note('away', subscription.address, code)
    this.#current = this.#next
    this.#next = null
    this.reconnects += 1
    if (!this.#current) this.#later(() => this.#connect())
  }

  #later(action: () => unknown): void {
    if (this.#isStopped) return
    const { timing, random } = this.#options
    setTimeout(() => !this.#isStopped && action(), backoffMs(this.#attempt++, timing, random))
  }
}

const contentOf = (data: object): RoomStreamFrame =>
  ('data' in data ? data.data : data) as RoomStreamFrame
