import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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

const RESULTS_DIR = join(import.meta.dirname, '../results')

async function measure(options: Options): Promise<Results> {
  const startedAt = new Date().toISOString()
  const runs: Results = { startedAt, machine: {}, timing: options.timing, skipped: [], runs: [] }
  let results = runs
  await withHouse(options.profile, async (house) => {
    results = { ...runs, machine: describeMachine(house.cluster, house.redis) }
    await runSuites(house, options, results)
  })
  return results
}

function save(results: Results): void {
  const file = join(RESULTS_DIR, `${results.startedAt.replaceAll(':', '-')}.json`)
  mkdirSync(RESULTS_DIR, { recursive: true })
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)
  console.log(`Results are in ${file}`)
}

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
  if (!options.show) save(results)
  if (options.writeDocs) writeDocs(results)
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
