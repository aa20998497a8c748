import { runs } from '@shopbell/chat-core/testing'
import fc, { type Scheduler } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LogReader } from './log-reader.ts'
import { RoomHub } from './room-hub.ts'
import { readAll } from './source.ts'

type Entry = { readonly seq: number }
type HintFate = 'at once' | 'twice' | 'backwards' | 'late' | 'late, twice' | 'lost'
type Step =
  | { readonly kind: 'commit'; readonly count: number; readonly hint: HintFate }
  | { readonly kind: 'subscribe'; readonly back: number }
  /** Somebody heard of messages that cannot be read, and never will be under these numbers. */
  | { readonly kind: 'rumour'; readonly ahead: number }
  | { readonly kind: 'position check' }
  /** The process dies, and with it every reader. */
  | { readonly kind: 'crash' }
  /** One reader loses its connection and comes back with the position it had. */
  | { readonly kind: 'reader crashes'; readonly which: number }
  | { readonly kind: 'database fails'; readonly times: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 300 })),
      hint: fc.constantFrom<HintFate>(
        'at once',
        'twice',
        'backwards',
        'late',
        'late, twice',
        'lost',
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('subscribe' as const), back: fc.nat(400) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rumour' as const),
      ahead: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('position check' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reader crashes' as const), which: fc.nat(9) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('database fails' as const),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
)

/** So often in a row the store may be asked without anybody getting anything; a hub that spins asks for ever. */
const FRUITLESS_MAX = 200

/** One room, its log, the process that serves it, and everybody who follows it; `scheduler` decides what happens next. */
class World {
  log: Entry[] = []
  /** Store calls since something was done or got, and the most there ever were. */
  #fruitless = 0
  mostFruitless = 0
  #failures = 0
  #subscribers: { start: number; got: number[]; stop: AbortController }[] = []
  #scheduler: Scheduler
  #hub: RoomHub<Entry>

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
    this.#hub = this.#newHub()
  }

  run(action: Step): void {
    this.#fruitless = 0
    switch (action.kind) {
      case 'commit':
        this.#commit(action.count, action.hint)
        return
      case 'subscribe':
        this.#follow(Math.max(0, this.log.length - action.back), [])
        return
      case 'rumour':
        this.#hub.want(this.log.length + action.ahead)
        return
      case 'position check':
        void this.positionCheck()
        return
      case 'crash':
        this.#crash()
        return
      case 'reader crashes': {
        const [reader] = this.#subscribers.splice(action.which % this.#subscribers.length, 1)
        reader?.stop.abort()
        if (reader) this.#follow(reader.start, reader.got)
        return
      }
      case 'database fails':
        this.#failures += action.times
    }
  }

  async positionCheck(): Promise<void> {
    const hub = this.#hub
    const last = await this.#lastSeq().catch(() => null)
    if (last !== null) hub.begin(last)
  }

  databaseRecovers(): void {
    this.#failures = 0
  }

  /** What each subscriber got, next to what the log has after the position they started from. */
  outcome() {
    return this.#subscribers.map(({ start, got }) => ({
      got: [...got],
      expected: this.log.slice(start).map((entry) => entry.seq),
    }))
  }

  stop(): void {
    for (const { stop } of this.#subscribers) stop.abort()
    this.#hub.close()
  }

  #commit(count: number, fate: HintFate): void {
    const entries = Array.from({ length: count }, (_, index) => ({
      seq: this.log.length + 1 + index,
    }))
    this.log.push(...entries)
    if (fate === 'lost') return
    const copies = fate.endsWith('twice') ? [1, 2] : [1]
    for (const entry of fate === 'backwards' ? entries.reverse() : entries) {
      const hint = () => this.#hub.hint(entry)
      for (const _ of copies) {
        if (fate.startsWith('late')) void this.#turn('hint').then(hint)
        else hint()
      }
    }
  }

  #follow(start: number, got: number[]): void {
    const stop = new AbortController()
    this.#subscribers.push({ start, got, stop })
    void this.#admit(this.#hub)
    void this.#consume(start + got.length, got, stop.signal)
  }

  /** Each reader reads the room to see whether they may; if that fails they try again. */
  async #admit(hub: RoomHub<Entry>): Promise<void> {
    const last = await this.#lastSeq().catch(() => null)
    if (last !== null) return hub.begin(last)
    await this.#turn('pause')
    await this.#admit(hub)
  }

  async #consume(cursor: number, got: number[], signal: AbortSignal): Promise<void> {
    for await (const batch of readAll(new LogReader(this.#hub, cursor), signal)) {
      if (signal.aborted) return
      for (const { seq } of batch) got.push(seq)
      this.#fruitless = 0
      await this.#turn('reader')
    }
  }

  /** The process dies: everybody comes back to a new one with the position they had. */
  #crash(): void {
    this.stop()
    this.#hub = this.#newHub()
    for (const { start, got } of this.#subscribers.splice(0)) this.#follow(start, got)
  }

  #newHub(): RoomHub<Entry> {
    return new RoomHub<Entry>({
      epoch: 'e1',
      log: {
        read: (afterSeq, limit) => this.#query(() => this.log.slice(afterSeq, afterSeq + limit)),
        lastSeq: this.#lastSeq,
      },
      pause: () => this.#turn('pause'),
      onError: () => undefined,
    })
  }

  #lastSeq = (): Promise<number> => this.#query(() => this.log.length)

  /** The answer is what the log held at some moment between question and answer. */
  async #query<T>(answer: () => T): Promise<T> {
    this.#fruitless += 1
    this.mostFruitless = Math.max(this.mostFruitless, this.#fruitless)
    if (this.#fruitless > FRUITLESS_MAX) return new Promise(() => undefined)
    await this.#turn('query')
    if (this.#failures > 0) {
      this.#failures -= 1
      throw new Error('The database does not answer')
    }
    const result = answer()
    await this.#turn('answer')
    return result
  }

  #turn(label: string): Promise<void> {
    return this.#scheduler.schedule(Promise.resolve(), label)
  }
}

const hintsGetLost = (steps: readonly Step[]): boolean =>
  steps.some((action) => action.kind === 'commit' && action.hint === 'lost')

/** Lets `steps` and everything they set off happen in the scheduler's order, then ends the world's quiet with a check. */
async function live(scheduler: Scheduler, steps: readonly Step[]) {
  const world = new World(scheduler)
  scheduler.scheduleSequence(
    steps.map((action) => ({ label: action.kind, builder: async () => world.run(action) })),
  )
  await scheduler.waitIdle()
  const unaided = world.outcome()
  world.databaseRecovers()
  await scheduler.waitFor(world.positionCheck())
  await scheduler.waitIdle()
  const settled = world.outcome()
  world.stop()
  return { unaided, settled, mostFruitless: world.mostFruitless }
}

describe('RoomHub with its followers', () => {
  test('DL-4, DL-6: whatever is lost, late, doubled or down, each reader gets exactly the log after their cursor, in order', async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 14 })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, async (scheduler, actions) => {
        const { unaided, settled, mostFruitless } = await live(scheduler, actions)
        expect(mostFruitless).toBeLessThanOrEqual(FRUITLESS_MAX)
        for (const { got, expected } of settled) expect(got).toEqual(expected)
        if (hintsGetLost(actions)) return
        for (const { got, expected } of unaided) expect(got).toEqual(expected)
      }),
      runs(5_000),
    )
  })
})
