import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { withHouse } from './house.ts'
import { describeMachine } from './machine/describe.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { figureOf, isKept } from './report/check.ts'
import { smokeGates } from './report/goals.ts'
import { goalsTable } from './report/goals-table.ts'
import { markdownTable } from './report/markdown-table.ts'
import { writeDocs } from './report/write-docs.ts'
import type { Results } from './results.ts'
import { runSuites } from './run-suites.ts'

/** Above this something else runs as well. */
const BUSY_LOAD = 0.7
const RESULTS_DIR = join(import.meta.dirname, '../results')

async function measure(options: Options): Promise<Results> {
  const startedAt = new Date().toISOString()
  const [load = 0] = loadavg()
  if (load > BUSY_LOAD) {
    console.log(
      `The machine is busy (load average ${load.toFixed(1)}): only ratios of CPU mean much.`,
    )
  }
  const runs: Results = { startedAt, machine: {}, timing: options.timing, skipped: [], runs: [] }
  let results = runs
  await withHouse(options.profile, async (house) => {
    results = { ...runs, machine: describeMachine(house.cluster, house.redis) }
    try {
      await runSuites(house, options, results)
    } catch (error) {
      console.log(`What was measured until then is in ${save(results, nameOf(results))}`)
      throw error
    }
  })
  return results
}

const nameOf = ({ startedAt }: Results): string => startedAt.replaceAll(':', '-')

/** As JSON with one run per line. @returns where it is */
function save(results: Results, name: string): string {
  const file = join(RESULTS_DIR, `${name}.json`)
  const { runs, ...about } = results
  const lines = runs.map((run) => `  ${JSON.stringify(run, rounded)}`).join(',\n')
  const head = JSON.stringify(about, null, 2).slice(0, -2)
  mkdirSync(RESULTS_DIR, { recursive: true })
  writeFileSync(file, `${head},\n  "runs": [\n${lines}\n  ]\n}\n`)
  return file
}

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(5)) : value

/** @returns whether everything that a smoke run must keep was kept */
function passGates(results: Results): boolean {
  const outcomes = smokeGates.map((gate) => {
    const value = figureOf(results, gate)
    const kept = value !== null && isKept(value, gate.limit)
    console.log(
      `${kept ? 'kept' : 'BROKEN'}: ${gate.what}: ${value?.toFixed(2)} ${gate.limit.join(' ')}`,
    )
    return kept
  })
  return outcomes.every(Boolean)
}

async function run(options: Options): Promise<void> {
  const results: Results = options.show
    ? JSON.parse(readFileSync(options.show, 'utf8'))
    : await measure(options)
  if (options.smoke) {
    if (!passGates(results)) process.exitCode = 1
    return
  }
  console.log(`\n${markdownTable(goalsTable(results))}`)
  if (!options.show) console.log(`Results are in ${save(results, nameOf(results))}`)
  if (!options.writeDocs) return
  save(results, 'quoted')
  writeDocs(results)
}

function optionsOrUsage(): Options {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(1)
  }
}

try {
  await run(optionsOrUsage())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
