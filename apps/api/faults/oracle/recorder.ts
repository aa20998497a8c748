import { watchSlowness } from '../services/slowness.ts'
import { ReaderTape } from './reader-tape.ts'

/** A message somebody decided to send: what an outbox holds until the server says that it has it. */
export interface Intent {
  readonly clientId: string
  readonly roomId: string
  readonly authorId: string
  /** Place among what this author sent into this room, from 0. */
  readonly n: number
  readonly kind: 'text' | 'note'
  /** What the server said; null: nothing yet. */
  ackedSeq: number | null
  /** The refusal it was given up for; null: none. */
  refusedWith: string | null
  /** A failover lost it and its author sent it again: its place is not where it was. */
  isResent: boolean
}

/** A value that somebody saw go the wrong way, or anything else a scenario wants the oracle to judge. */
export interface Observation {
  readonly kind: string
  readonly text: string
}

/** What depends on the machine as well; everything else that has a mark is counted, and has no excuse. */
const MEASURED: ReadonlySet<string> = new Set(['ms', 'MiB', '/s'])

/** Writes down who meant to send what, what was acknowledged, what each reader applied, and what was done to them. */
export class Recorder {
  /** By `clientId`. */
  readonly intents = new Map<string, Intent>()
  readonly readers: ReaderTape[] = []
  /** How many of each kind, one for each connection, process or message that was struck. */
  readonly faults = new Map<string, number>()
  readonly observations: Observation[] = []
  /** What was measured besides, for people. */
  readonly figures: string[] = []
  readonly slowness = watchSlowness()
  readonly #counts = new Map<string, number>()
  /** How long it took all readers to have everything once the faults had ended and everything was sent. */
  caughtUpMs: number | null = null
  /** What a failover left of each room, and of each history but this one; null: nothing was ever lost. */
  rewound: { readonly epoch: string; readonly keptSeqs: ReadonlyMap<string, number> } | null = null

  intend(intent: Pick<Intent, 'clientId' | 'roomId' | 'authorId' | 'n' | 'kind'>): Intent {
    const entry = { ...intent, ackedSeq: null, refusedWith: null, isResent: false }
    this.intents.set(intent.clientId, entry)
    return entry
  }

  reader(name: string, roomId: string, audience: 'customer' | 'staff'): ReaderTape {
    const tape = new ReaderTape(name, roomId, audience)
    this.readers.push(tape)
    return tape
  }

  fault(kind: string, count = 1): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + count)
  }

  observe(kind: string, text: string): void {
    this.observations.push({ kind, text })
  }

  /**
   * Tells a figure. One that is not right is a finding, too: `mark` is what it was to be at most. Times may be as many
   * times as long as the machine is slow.
   */
  figure(
    name: string,
    value: number,
    { mark, unit = 'ms' }: { mark?: number; unit?: string } = {},
  ): void {
    const text = `${name} ${Number(value.toFixed(1))} ${unit}`.trim()
    this.figures.push(mark === undefined ? text : `${text} (of ${Math.round(mark)})`)
    const most = unit === 'ms' ? (mark ?? value) * this.slowness() : (mark ?? value)
    const kind = MEASURED.has(unit) ? 'late' : 'missed'
    if (!(value <= most)) this.observe(kind, `${text}, more than ${Math.round(most)}`)
  }

  /** What nodes count themselves, where a scenario lets them. */
  count(what: string, times: number): void {
    this.#counts.set(what, this.counted(what) + times)
  }

  counted(what: string): number {
    return this.#counts.get(what) ?? 0
  }

  get acked(): number {
    return [...this.intents.values()].filter(({ ackedSeq }) => ackedSeq !== null).length
  }

  get deliveries(): number {
    return this.readers.reduce((sum, { deliveries }) => sum + deliveries, 0)
  }

  get faultCount(): number {
    return [...this.faults.values()].reduce((sum, count) => sum + count, 0)
  }
}
