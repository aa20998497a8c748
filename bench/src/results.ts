import type { Figures } from './suites/suite.ts'

interface Run {
  readonly suite: string
  readonly subject: string
  readonly repeat: number
  /** Of the machine over the last minute, when the run ended. */
  readonly loadAverage: number
  readonly figures: Figures
}

/** Everything that a call of the bench found out. Tables and goals are made of this alone. */
export interface Results {
  readonly startedAt: string
  readonly machine: Readonly<Record<string, string>>
  readonly timing: { readonly warmUpMs: number; readonly windowMs: number }
  /** Who was not measured, and why. */
  readonly skipped: string[]
  readonly runs: Run[]
}

/** One figure of one subject of one suite, over all repeats. */
export interface Measured {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function measured(
  { runs }: Pick<Results, 'runs'>,
  suite: string,
  subject: string,
  figure: string,
): Measured | null {
  const values = runs
    .filter((run) => run.suite === suite && run.subject === subject)
    .flatMap(({ figures }) => figures[figure] ?? [])
    .sort((a, b) => a - b)
  const [min] = values
  const max = values.at(-1)
  const lower = values[Math.floor((values.length - 1) / 2)]
  const upper = values[Math.ceil((values.length - 1) / 2)]
  if (min === undefined || max === undefined || lower === undefined || upper === undefined) {
    return null
  }
  return { median: (lower + upper) / 2, min, max }
}
