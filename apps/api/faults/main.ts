/**
 * Proves the delivery promises on the built API with real Postgres and Redis, while everything in between fails:
 *
 *   pnpm test:faults --minutes 5 --seed 7 --only c1
 */
import { readOptions } from './options.ts'
import { play } from './play.ts'
import { describe, describeFindings, Totals } from './report.ts'
import { scenarios } from './scenarios/index.ts'
import { startServices } from './services/services.ts'

const options = readOptions(process.argv.slice(2))
const isWanted = (id: string) => options.only?.some((part) => id.includes(part)) ?? true
const say = (text: string) => process.stdout.write(`${text}\n`)

const services = await startServices()
for (const event of ['SIGINT', 'SIGTERM', 'uncaughtException'] as const) {
  process.once(event, (reason: unknown) => {
    process.stderr.write(`${reason instanceof Error ? reason.stack : reason}\n`)
    void services.stop().finally(() => process.exit(1))
  })
}

const totals = new Totals()
let passed = 0
let failed = 0
say(`seed ${options.seed}`)
for (const scenario of scenarios.filter(({ id }) => isWanted(id))) {
  const startedMs = performance.now()
  const verdict = await play(scenario, { services, options })
  const isFine = verdict.findings.length === 0
  const seconds = Math.round((performance.now() - startedMs) / 1_000)
  say(`${isFine ? '✓' : '✗'} ${scenario.id}: ${scenario.promise} (${seconds} s)`)
  say(describe(verdict))
  if (!isFine) say(describeFindings(verdict.findings))
  totals.add(verdict)
  if (isFine) passed += 1
  else failed += 1
}
await services.stop()

say(`\n${passed} passed, ${failed} failed`)
say(totals.line())
process.exit(failed === 0 ? 0 : 1)
