import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Results } from '../results.ts'
import { type SuiteId, suites } from '../suites/suites.ts'
import { goalsTable } from './goals-table.ts'
import { markdownTable } from './markdown-table.ts'
import { loadOf, suiteTable } from './suite-table.ts'

const PAGE = join(import.meta.dirname, '../../../docs/performance.md')

function tablesOf(results: Results): string {
  const measured = Object.entries(suites).filter(([id]) =>
    results.runs.some((run) => run.suite === id),
  )
  return measured
    .map(([id, suite]) => {
      const repeats = Math.max(
        ...results.runs.filter((run) => run.suite === id).map(({ repeat }) => repeat),
      )
      const conditions = `\`${id}\`, ${repeats} repeats, load average ${loadOf(results, id)}.`
      const table = markdownTable(suiteTable(results, id as SuiteId, suite))
      return `### ${suite.title}\n\n${suite.about} ${conditions}\n\n${table}`
    })
    .join('\n\n')
}

const machineOf = ({ machine, startedAt }: Results): string =>
  Object.entries({ ...machine, measured: startedAt.slice(0, 10) })
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n')

/** Puts the figures into docs/performance.md, between the marks that are there for them. The words stay as they are. */
export function writeDocs(results: Results): void {
  const parts = {
    machine: machineOf(results),
    goals: markdownTable(goalsTable(results)),
    tables: tablesOf(results),
  }
  let page = readFileSync(PAGE, 'utf8')
  for (const [name, content] of Object.entries(parts)) {
    const [start, end] = [`<!-- bench: ${name} -->`, `<!-- /bench: ${name} -->`]
    const [before, rest] = page.split(start)
    const after = rest?.split(end)[1]
    if (before === undefined || after === undefined)
      throw new Error(`${PAGE} has no ${start} … ${end}`)
    page = `${before}${start}\n\n${content}\n\n${end}${after}`
  }
  writeFileSync(PAGE, page)
}
