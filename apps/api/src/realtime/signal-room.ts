import {
  type Actor,
  can,
  type Message,
  type ReadState,
  type RoomOwnership,
  type RoomSignals,
  roomNotFound,
  type SignalFrame,
} from '@shopbell/chat-core'
import { Frame } from './frame.ts'
import { Mailbox } from './mailbox.ts'
import type { NoticeOf } from './notice-of.ts'

type Typist = NoticeOf<'typing.changed'>['author']

interface Subscriber {
  readonly actor: Actor
  readonly mailbox: Mailbox<SignalFrame>
}

const FRAMES_MAX = 32

/** The signals of one room for those who watch it on this node. */
export class SignalRoom {
  readonly #isAvailable: () => boolean
  readonly #subscribers = new Set<Subscriber>()
  readonly #typing = new Map<string, { readonly author: Typist; readonly untilMs: number }>()
  #reads: ReadState = { customerSeq: 0, staffSeq: 0 }
  #place: number | null = null

  constructor(isAvailable: () => boolean) {
    this.#isAvailable = isAvailable
  }

  get isWatched(): boolean {
    return this.#subscribers.size > 0
  }

  /** Whether somebody watches whose right to do so may end with a move of the room. */
  get hasStaff(): boolean {
    return [...this.#subscribers].some(({ actor }) => actor.kind === 'agent')
  }

  get place(): number | null {
    return this.#place
  }

  /** Adds a watcher, whose first frame is the whole state and whose next are those who type right now. */
  join(actor: Actor): Mailbox<SignalFrame> {
    const mailbox = new Mailbox<SignalFrame>({
      capacity: FRAMES_MAX,
      onOverflow: () => ['state', this.#state()],
    })
    mailbox.put('state', this.#state())
    for (const [key, { author, untilMs }] of this.#typing) {
      const ttlMs = Math.round(untilMs - performance.now())
      if (ttlMs > 0 && !isSame(author, actor))
        mailbox.put(key, new Frame({ type: 'typing.changed', author, ttlMs }))
    }
    this.#subscribers.add({ actor, mailbox })
    return mailbox
  }

  leave(mailbox: Mailbox<SignalFrame>): void {
    for (const subscriber of this.#subscribers) {
      if (subscriber.mailbox === mailbox) this.#subscribers.delete(subscriber)
    }
  }

  /** Watermarks only grow (RD-1), whatever order they arrive in. */
  setReads({ customerSeq, staffSeq }: ReadState): void {
    const before = this.#reads
    this.#reads = {
      customerSeq: Math.max(before.customerSeq, customerSeq),
      staffSeq: Math.max(before.staffSeq, staffSeq),
    }
    const grew =
      this.#reads.customerSeq > before.customerSeq || this.#reads.staffSeq > before.staffSeq
    if (grew) this.broadcastState()
  }

  setPlace(place: number | null): void {
    if (place === this.#place) return
    this.#place = place
    this.broadcastState()
  }

  setTyping(author: Typist, ttlMs: number): void {
    const key = typistKey(author)
    if (ttlMs > 0) this.#typing.set(key, { author, untilMs: performance.now() + ttlMs })
    else this.#typing.delete(key)
    const frame = new Frame<SignalFrame>({ type: 'typing.changed', author, ttlMs })
    for (const { actor, mailbox } of this.#subscribers) {
      if (!isSame(author, actor)) mailbox.put(key, frame)
    }
  }

  /** Whoever has sent what they were typing types no more. */
  sent({ author }: Message): void {
    const typing = author.id === null ? undefined : this.#typing.get(typistKey(author))
    if (typing) this.setTyping(typing.author, 0)
  }

  /** Ends the streams of those who may no longer view the room. */
  expel(room: RoomOwnership | null): void {
    for (const subscriber of this.#subscribers) {
      if (room && can(subscriber.actor, 'room.view', room)) continue
      this.#subscribers.delete(subscriber)
      subscriber.mailbox.fail(roomNotFound())
    }
  }

  broadcastState(): void {
    const state = this.#state()
    for (const { mailbox } of this.#subscribers) mailbox.put('state', state)
  }

  #state(): Frame<SignalFrame> {
    const signals: RoomSignals = {
      reads: this.#reads,
      place: this.#place,
      available: this.#isAvailable(),
    }
    return new Frame({ type: 'state', signals })
  }
}

const typistKey = ({ kind, id }: { readonly kind: string; readonly id: string | null }): string =>
  `${kind} ${id}`

const isSame = (author: Typist, actor: Actor): boolean =>
  author.kind === actor.kind && author.id === actor.id
