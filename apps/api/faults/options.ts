import { parseArgs } from 'node:util'

export interface RunOptions {
  readonly seed: number
  /** Scenarios and mutants to run, by id; a part of an id will do. Null: all. */
  readonly only: readonly string[] | null
  /** How long people talk in the large scenario, and how much. */
  readonly minutes: number
  readonly rooms: number
  readonly readers: number
  readonly messages: number
}

const SHORT = { minutes: 1, rooms: 20, readers: 3, messages: 100 }

/** `pnpm test:faults --minutes 5 --seed 7 --only c1`. Throws on what it does not know. */
export function readOptions(args: readonly string[]): RunOptions {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: { seed: text, only: text, minutes: text, rooms: text, readers: text, messages: text },
  })
  const number = (name: keyof typeof SHORT | 'seed', fallback: number): number => {
    const value = Number(values[name] ?? fallback)
    if (!(value > 0)) throw new Error(`--${name} is to be a number above 0.`)
    return value
  }
  return {
    seed: number('seed', 1 + Math.floor(Math.random() * 2 ** 31)),
    only: values.only?.split(',') ?? null,
    minutes: number('minutes', SHORT.minutes),
    rooms: number('rooms', SHORT.rooms),
    readers: number('readers', SHORT.readers),
    messages: number('messages', SHORT.messages),
  }
}
