import type { Message, RoomView } from '@shopbell/chat-core'
import { entryKey } from './entry-key.ts'

/** What one reader applied since one snapshot: two numbers per entry, however long the run. */
export interface Stretch {
  /** The history that it is a part of. */
  readonly epoch: string
  /** The position of the snapshot. */
  readonly cursor: number
  /** What the snapshot showed. */
  readonly shownSeqs: readonly number[]
  readonly shownKeys: readonly number[]
  readonly seqs: number[]
  readonly keys: number[]
}

export const keyOfMessage = (message: Message): number =>
  entryKey({
    kind: message.kind,
    authorId: message.author.id,
    clientId: message.kind === 'system' ? null : message.clientId,
    body: message.kind === 'system' ? null : message.body,
    factType: message.kind === 'system' ? message.fact.type : null,
  })

/** Everything one reader was told, and what it shows at the end. */
export class ReaderTape {
  readonly name: string
  readonly roomId: string
  readonly audience: 'customer' | 'staff'
  readonly stretches: Stretch[] = []
  /** From commit to apply, one per delivery. */
  readonly latenciesMs: number[] = []
  /** Told again over the same subscription, told too late to be in order, skipped. */
  doubled = 0
  disordered = 0
  gaps = 0
  /** Snapshots that nobody had asked for: its position was lost. */
  restarts = 0
  /** It left before the end: what came afterwards is not owed to it. */
  hasLeft = false
  /** The end of its view, as it would be on screen. */
  view: RoomView | null = null

  constructor(name: string, roomId: string, audience: 'customer' | 'staff') {
    this.name = name
    this.roomId = roomId
    this.audience = audience
  }

  get deliveries(): number {
    return this.stretches.reduce((sum, { seqs }) => sum + seqs.length, 0)
  }

  /** Seq of the last thing it knows. */
  get cursor(): number {
    const stretch = this.stretches.at(-1)
    return stretch?.seqs.at(-1) ?? stretch?.cursor ?? 0
  }

  begin(view: RoomView, { epoch = '', mayStartOver = true } = {}): void {
    this.view = view
    if (!mayStartOver) this.restarts += 1
    this.stretches.push({
      epoch,
      cursor: view.cursor,
      shownSeqs: view.messages.map(({ seq }) => seq),
      shownKeys: view.messages.map(keyOfMessage),
      seqs: [],
      keys: [],
    })
  }

  apply(message: Message, nowMs: number): void {
    const stretch = this.stretches.at(-1)
    if (!stretch) throw new Error('An event came before the snapshot.')
    // Staff see every entry; a customer's seqs may skip, for notes are not theirs to see.
    if (this.audience === 'staff' && message.seq > this.cursor + 1) this.gaps += 1
    stretch.seqs.push(message.seq)
    stretch.keys.push(keyOfMessage(message))
    this.latenciesMs.push(Math.max(0, nowMs - Date.parse(message.createdAt)))
  }

  /** The same without what was told of a history that was lost after `keptSeq`. */
  withoutLostTail(epoch: string, keptSeq: number): ReaderTape {
    const { name, roomId, audience, view } = this
    const { doubled, disordered, gaps, restarts } = this
    const tape = new ReaderTape(name, roomId, audience)
    tape.stretches.push(
      ...this.stretches.map((stretch) =>
        stretch.epoch === epoch ? stretch : upTo(keptSeq, stretch),
      ),
    )
    return Object.assign(tape, { view, doubled, disordered, gaps, restarts })
  }

  /** An event at or before the position of the subscription it came over. */
  refuse(seq: number): void {
    const isKnown = this.stretches.some(
      (stretch) => seq <= stretch.cursor || stretch.seqs.includes(seq),
    )
    if (isKnown) this.doubled += 1
    else this.disordered += 1
  }
}

/** What of a stretch was told of entries up to `last`. */
function upTo(last: number, stretch: Stretch): Stretch {
  const keysUpTo = (seqs: readonly number[], keys: readonly number[]) =>
    keys.filter((_, index) => (seqs[index] ?? 0) <= last)
  const { seqs, keys, shownSeqs, shownKeys, cursor } = stretch
  return {
    ...stretch,
    cursor: Math.min(cursor, last),
    shownSeqs: shownSeqs.filter((seq) => seq <= last),
    shownKeys: keysUpTo(shownSeqs, shownKeys),
    seqs: seqs.filter((seq) => seq <= last),
    keys: keysUpTo(seqs, keys),
  }
}
