import { parseArgs } from 'node:util'

export interface RunOptions {
  readonly seed: number
  /** Scenarios and mutants to run, by id; a part of an id will do. Null: all. */
  readonly only: readonly string[] | null
  /** Whether the times that a scenario aims at count: for a machine that has nothing else to do. */
  readonly timed: boolean
  /** How long people talk in the large scenario, and how much. */
  readonly minutes: number
  readonly rooms: number
  readonly readers: number
  readonly messages: number
  /** How many of all connections are cut at once, again and again: less where thousands share a small machine. */
  readonly share: number
}

const SHORT = { minutes: 1, rooms: 20, readers: 3, messages: 100, share: 0.06 }

/** `pnpm test:faults --minutes 5 --seed 7 --only c1`. Throws on what it does not know. */
export function readOptions(args: readonly string[]): RunOptions {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      timed: { type: 'boolean', default: false },
      seed: text,
      only: text,
      minutes: text,
      rooms: text,
      readers: text,
      messages: text,
      share: text,
    },
  })
  const number = (name: keyof typeof SHORT | 'seed', fallback: number): number => {
    const value = Number(values[name] ?? fallback)
    if (!(value > 0)) throw new Error(`--${name} is to be a number above 0.`)
    return value
  }
  return {
    seed: number('seed', 1 + Math.floor(Math.random() * 2 ** 31)),
    timed: values.timed,
    only: values.only?.split(',') ?? null,
    minutes: number('minutes', SHORT.minutes),
    rooms: number('rooms', SHORT.rooms),
    readers: number('readers', SHORT.readers),
    messages: number('messages', SHORT.messages),
    share: number('share', SHORT.share),
  }
}
