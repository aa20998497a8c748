import { measured, type Results } from '../results.ts'
import type { Check } from './goals.ts'

/** What the results say of a comparison; null when they say nothing. */
export function figureOf(results: Results, { suite, figure, of, to }: Check): number | null {
  const value = measured(results, suite, of, figure)
  if (!value) return null
  if (to === null) return value.median
  const base = measured(results, suite, to, figure)
  return base ? value.median / base.median : null
}

export const isKept = (value: number, [sense, limit]: Check['limit']): boolean =>
  sense === '≥' ? value >= limit : value <= limit
