/**
 * Proves the delivery promises on the built API with real Postgres and Redis, while everything in between fails:
 *
 *   pnpm test:faults --minutes 5 --seed 7 --only c1
 */
import { mutantScenarios, mutants } from './mutants/index.ts'
import type { Mutant } from './mutants/mutant.ts'
import { readOptions } from './options.ts'
import type { Finding } from './oracle/finding.ts'
import type { Verdict } from './oracle/judge.ts'
import { type Play, play } from './play.ts'
import { describe, describeFindings, kindsOf, Totals } from './report.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'
import { startServices } from './services/services.ts'

const options = readOptions(process.argv.slice(2))
const ids = new Set([...scenarios, ...mutantScenarios].map(({ id }) => id))
/** By a whole id, or by a part of whatever is no id. */
const isWanted = (name: string, id = name) =>
  options.only?.some((part) => part === id || (!ids.has(part) && name.includes(part))) ?? true
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
let startedMs = 0

function count(isFine: boolean, text: string): void {
  const seconds = Math.round((performance.now() - startedMs) / 1_000)
  say(`${isFine ? '✓' : '✗'} ${text} (${seconds} s)`)
  if (isFine) passed += 1
  else failed += 1
}

/** What a busy machine may be to blame for: played once more, and then it counts. Anything else counts at once. */
const isOnlyLate = ({ findings }: Verdict) =>
  findings.length > 0 && findings.every(({ kind }) => kind === 'late')

async function prove(scenario: Scenario, setting: Play): Promise<void> {
  startedMs = performance.now()
  let verdict = await play(scenario, setting)
  if (isOnlyLate(verdict)) {
    say(`  ${scenario.id} once more, for it was only late:\n${describeFindings(verdict.findings)}`)
    totals.add({ ...verdict, findings: [] })
    verdict = await play(scenario, setting)
  }
  count(verdict.findings.length === 0, `${scenario.id}: ${scenario.promise}`)
  say(describe(verdict))
  if (verdict.findings.length > 0) say(describeFindings(verdict.findings))
  totals.add(verdict)
}

/** A mistake need not show every time: one that is not found in as many plays is one that the oracle cannot see. */
const MUTANT_PLAYS = 3

async function kill({ name, mistake, scenario, caughtBy, patches }: Mutant): Promise<void> {
  startedMs = performance.now()
  let findings: readonly Finding[] = []
  let isCaught = false
  for (let turn = 0; turn < MUTANT_PLAYS && !isCaught; turn += 1) {
    const seeded = { ...options, seed: options.seed + turn }
    findings = (await play(scenario, { services, options: seeded, patches })).findings
    isCaught = findings.some(({ kind }) => kind === caughtBy)
  }
  count(isCaught, `${name}: a server that ${mistake} is caught by ${caughtBy} in ${scenario.id}`)
  if (isCaught) say(`    ${kindsOf(findings)}`)
  else say(describeFindings(findings))
}

say(`seed ${options.seed}`)
const plays = { services, options, onProgress: say }
const [wanted, wantedMutants] = [
  [...scenarios, ...mutantScenarios].filter(({ id }) => isWanted(id)),
  mutants.filter(({ name, scenario }) => isWanted(`mutants ${name} ${scenario.id}`, scenario.id)),
]
for (const scenario of wanted) await prove(scenario, plays)
for (const mutant of wantedMutants) await kill(mutant)
await services.stop()

say(`\n${passed} passed, ${failed} failed`)
say(totals.line())
process.exit(failed === 0 ? 0 : 1)
