import type { Results } from '../results.ts'
import { figureOf, isKept } from './check.ts'
import { type Check, goals } from './goals.ts'
import { toNumber } from './to-number.ts'

const show = (value: number): string => toNumber(value, value < 100 ? 2 : 0)

function verdict(value: number | null, limit: Check['limit']): string {
  if (value === null) return 'not measured'
  return isKept(value, limit) ? 'reached' : 'missed'
}

/** Every comparison of every goal as a row of text; the first row is the head. */
export function goalsTable(results: Results): readonly (readonly string[])[] {
  const rows = goals.flatMap(({ id, promise, checks }) =>
    checks.map((check, index) => {
      const value = figureOf(results, check)
      const [sense, limit] = check.limit
      return [
        index === 0 ? id : '',
        index === 0 ? `${promise}: ${check.what}` : check.what,
        `${sense} ${show(limit)}`,
        value === null ? '' : show(value),
        verdict(value, check.limit),
      ]
    }),
  )
  return [['', 'goal', 'aim', 'measured', ''], ...rows]
}
