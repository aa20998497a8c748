import { loadavg } from 'node:os'
import { alternate } from './alternate.ts'
import type { Options } from './options.ts'
import { markdownTable } from './report/markdown-table.ts'
import { loadOf, suiteTable } from './report/suite-table.ts'
import type { Results } from './results.ts'
import type { House } from './stage/stage.ts'
import type { Suite } from './suites/suite.ts'
import { suites } from './suites/suites.ts'

/** Runs what was asked for, shows each table as soon as it is complete and adds everything to `results`. */
export async function runSuites(house: House, options: Options, results: Results): Promise<void> {
  for (const id of options.suites) {
    const suite: Suite = suites[id]
    const subjects = Object.keys(suite.subjects).filter((subject) => {
      if (options.subjects && !options.subjects.includes(subject)) return false
      const reason = suite.whyNot?.(subject)
      if (reason) results.skipped.push(`${id} without ${subject}: ${reason}`)
      return !reason
    })
    const turns = alternate(subjects, options.repeats ?? suite.repeats)
    for (const [index, { id: subject, repeat }] of turns.entries()) {
      process.stderr.write(`${id} ${index + 1}/${turns.length}: ${subject}\n`)
      const figures = await suite.run(house, subject, options.timing)
      const [loadAverage = 0] = loadavg()
      results.runs.push({ suite: id, subject, repeat, loadAverage, figures })
    }
    const table = markdownTable(suiteTable(results, id, suite))
    console.log(`\n${suite.title} (load average ${loadOf(results, id)})\n\n${table}\n`)
  }
  for (const skipped of results.skipped) console.log(`Skipped: ${skipped}`)
}
