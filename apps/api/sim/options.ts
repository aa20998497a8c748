import { parseArgs } from 'node:util'

export interface SimOptions {
  /** What is done, in which order and by whom, follows from it; how it overlaps does not. */
  readonly seed: number
  readonly rooms: number
  readonly agents: number
  readonly groups: number
  /** Who act at the same time, on two nodes in turn. */
  readonly workers: number
  /** Steps from one rest to the next: then everybody pauses, and every line is to come to its end. */
  readonly stepsPerRound: number
  /** How long that may take. */
  readonly settleWithinMs: number
}

const DEFAULTS = {
  rooms: 50_000,
  agents: 200,
  groups: 20,
  workers: 8,
  stepsPerRound: 2_000,
  settleWithinMs: 10_000,
} as const satisfies Omit<SimOptions, 'seed'>

/** `pnpm sim:routing --rooms 2000 --seed 7`. Throws on what it does not know. */
export function readOptions(args: readonly string[]): SimOptions {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      seed: text,
      rooms: text,
      agents: text,
      groups: text,
      workers: text,
      stepsPerRound: text,
      settleWithinMs: text,
    },
  })
  const number = (name: keyof SimOptions, fallback: number): number => {
    const value = Number(values[name] ?? fallback)
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`--${name} is a whole number from 1.`)
    return value
  }
  return {
    seed: number('seed', 1 + Math.floor(Math.random() * 2 ** 31)),
    rooms: number('rooms', DEFAULTS.rooms),
    agents: number('agents', DEFAULTS.agents),
    groups: number('groups', DEFAULTS.groups),
    workers: number('workers', DEFAULTS.workers),
    stepsPerRound: number('stepsPerRound', DEFAULTS.stepsPerRound),
    settleWithinMs: number('settleWithinMs', DEFAULTS.settleWithinMs),
  }
}
