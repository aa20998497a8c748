/**
 * Proves the promises of routing on a real PostgreSQL, where many do everything at once:
 *
 *   pnpm sim:routing --rooms 2000 --seed 7
 */
import { testDatabase } from '@shopbell/db/testing'
import { readOptions } from './options.ts'
import { simulate } from './simulate.ts'

const SHOWN_MAX = 20
const options = readOptions(process.argv.slice(2))
const say = (line: string) => process.stdout.write(`${line}\n`)

say(`seed ${options.seed}: ${JSON.stringify(options)}`)
const startedMs = performance.now()
const database = await testDatabase()
say(database.kind === 'postgres' ? 'PostgreSQL' : 'embedded: one connection, so little overlaps')
const { violations, fairness, ...outcome } = await simulate(database, options, { say })
await database.close()

const seconds = Math.round((performance.now() - startedMs) / 1_000)
say(
  `${outcome.routed} rooms routed in ${seconds} s; ${outcome.rests} rests, the longest ${Math.round(outcome.longestRestMs)} ms; ${outcome.looks} looks at who owns how many`,
)
for (const { strategy, members, rooms, min, median, max, gini } of fairness) {
  const rates = [min, median, max].map((rate) => rate.toFixed(1)).join(' / ')
  say(
    `${strategy}: ${rooms} rooms to ${members} members; per minute on duty min/median/max ${rates}, Gini ${gini.toFixed(2)}`,
  )
}
for (const { kind, text } of violations.slice(0, SHOWN_MAX)) say(`${kind}: ${text}`)
say(`violations=${violations.length}`)
process.exit(violations.length === 0 ? 0 : 1)
