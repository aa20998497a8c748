import { parseArgs } from 'node:util'
import type { Timing } from './suites/suite.ts'
import { type SuiteId, suites } from './suites/suites.ts'

/** What one call of the bench is to do. */
export interface Options {
  readonly suites: readonly SuiteId[]
  /** Who takes part; null: everybody. */
  readonly subjects: readonly string[] | null
  /** null: as many as the suite has. */
  readonly repeats: number | null
  readonly timing: Timing
  /** Whether the gates of the smoke run decide about the exit code. */
  readonly smoke: boolean
  /** Makes CPU profiles of the servers. */
  readonly profile: boolean
  /** Writes the tables into the docs afterwards. */
  readonly writeDocs: boolean
  /** A file of results to show instead of measuring. */
  readonly show: string | null
}

export const USAGE = `pnpm bench                                everything: takes about half an hour
pnpm bench --smoke                        seconds, for CI: fails when CPU per message or pages per statement are off
pnpm bench --only closed200,open500       some suites: ${Object.keys(suites).join(', ')}
  --subjects ours,sio+tx                  some of their rows
  --repeats 5 --seconds 3                 how often, and how long each window is
  --profile                               keeps a CPU profile of every server
  --write-docs                            puts the tables into docs/performance.md
pnpm bench --show results/<file>.json     tables and goals of an earlier run, also with --write-docs`

const isSuite = (name: string): name is SuiteId => Object.hasOwn(suites, name)

function readSuites(text: string): readonly SuiteId[] {
  return text.split(',').map((name) => {
    if (isSuite(name)) return name
    throw new Error(`There is no ${name}; there is ${Object.keys(suites).join(', ')}`)
  })
}

const smokeSuites: readonly SuiteId[] = ['closed200', 'growthSmall']
const smokeSubjects = ['ours', 'sio+tx', ...Object.keys(suites.growthSmall.subjects)]
const SMOKE_REPEATS = 2
const SMOKE_SECONDS = 1.5
const SECONDS = 3

/** Reads the command line. Throws for what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      smoke: { type: 'boolean', default: false },
      only: { type: 'string' },
      subjects: { type: 'string' },
      repeats: { type: 'string' },
      seconds: { type: 'string' },
      profile: { type: 'boolean', default: false },
      'write-docs': { type: 'boolean', default: false },
      show: { type: 'string' },
    },
  })
  const { smoke } = values
  const everything = Object.keys(suites)
    .filter((id) => id !== 'growthSmall')
    .join(',')
  return {
    suites: smoke ? smokeSuites : readSuites(values.only ?? everything),
    subjects: smoke ? smokeSubjects : (values.subjects?.split(',') ?? null),
    repeats: smoke ? SMOKE_REPEATS : values.repeats ? Number(values.repeats) : null,
    timing: {
      warmUpMs: 1_000,
      windowMs: 1_000 * (smoke ? SMOKE_SECONDS : Number(values.seconds ?? SECONDS)),
    },
    smoke,
    profile: values.profile,
    writeDocs: values['write-docs'],
    show: values.show ?? null,
  }
}
