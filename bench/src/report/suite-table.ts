import { measured, type Results } from '../results.ts'
import type { Column, Suite } from '../suites/suite.ts'
import type { SuiteId } from '../suites/suites.ts'
import { toNumber } from './to-number.ts'

interface Cell {
  readonly id: SuiteId
  readonly suite: Suite
  readonly subject: string
  readonly column: Column
}

function cell(results: Results, { id, suite, subject, column }: Cell): string {
  const value = measured(results, id, subject, column.figure)
  if (!value) return ''
  const show = (number: number) => toNumber(number, column.digits)
  if (column.shows === 'spread')
    return `${show(value.median)} (${show(value.min)}–${show(value.max)})`
  if (column.shows !== 'ratio') return show(value.median)
  const reference = measured(results, id, suite.base, column.figure)
  return reference ? show(value.median / reference.median) : ''
}

/** The medians of one suite as rows of text; the first row is the head. */
export function suiteTable(results: Results, id: SuiteId, suite: Suite): readonly string[][] {
  const ran = Object.entries(suite.subjects).filter(([subject]) =>
    results.runs.some((run) => run.suite === id && run.subject === subject),
  )
  const head = ['', ...suite.columns.map(({ title }) => title)]
  const rows = ran.map(([subject, title]) => [
    title,
    ...suite.columns.map((column) => cell(results, { id, suite, subject, column })),
  ])
  return [head, ...rows]
}

/** How busy the machine was while a suite ran. */
export function loadOf({ runs }: Results, suite: string): string {
  const loads = runs.filter((run) => run.suite === suite).map(({ loadAverage }) => loadAverage)
  return `${Math.min(...loads).toFixed(1)}–${Math.max(...loads).toFixed(1)}`
}
