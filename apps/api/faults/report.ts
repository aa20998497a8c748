import type { Finding } from './oracle/finding.ts'
import type { Verdict } from './oracle/judge.ts'

const SHOWN_FINDINGS = 12

/** How many findings of each kind, as `lost 3, gap 1`. */
export function kindsOf(findings: readonly Finding[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')
}

/** What happened in one scenario, for people. */
export function describe(verdict: Verdict): string {
  const { acked, deliveries, latencies, caughtUpMs, faults, figures } = verdict
  const { p50, p95, p99, max } = latencies
  const struck = [...faults].map(([kind, count]) => `${count} × ${kind}`).join(', ')
  return [
    `    ${acked} sends acknowledged, ${deliveries} deliveries; p50 ${p50}, p95 ${p95}, p99 ${p99}, max ${max} ms` +
      (caughtUpMs === null ? '' : `; caught up in ${Math.round(caughtUpMs)} ms`),
    ...(struck ? [`    ${struck}`] : []),
    ...(figures.length > 0 ? [`    ${figures.join('; ')}`] : []),
  ].join('\n')
}

export function describeFindings(findings: readonly Finding[]): string {
  const shown = findings.slice(0, SHOWN_FINDINGS).map(({ kind, text }) => `    ${kind}: ${text}`)
  const more = findings.length - shown.length
  return [...shown, ...(more > 0 ? [`    and ${more} more: ${kindsOf(findings)}`] : [])].join('\n')
}

/** The figures of a whole run, as its last line says them. */
export class Totals {
  #acked = 0
  #deliveries = 0
  #faults = 0
  #p99Ms = 0
  readonly #findings = new Map<string, number>()

  add({ acked, deliveries, faults, latencies, findings }: Verdict): void {
    this.#acked += acked
    this.#deliveries += deliveries
    for (const count of faults.values()) this.#faults += count
    this.#p99Ms = Math.max(this.#p99Ms, latencies.p99)
    for (const { kind } of findings) {
      this.#findings.set(kind, (this.#findings.get(kind) ?? 0) + 1)
    }
  }

  line(): string {
    const count = (...kinds: string[]) =>
      kinds.reduce((sum, kind) => sum + (this.#findings.get(kind) ?? 0), 0)
    return [
      `acked=${this.#acked}`,
      `deliveries=${this.#deliveries}`,
      `lost=${count('lost', 'phantom', 'hole', 'missing')}`,
      `duplicated=${count('duplicated', 'doubled')}`,
      `reordered=${count('disordered', 'inverted', 'disagreed', 'foreign')}`,
      `leaked_notes=${count('leaked')}`,
      `faults=${this.#faults}`,
      `p99_ms=${this.#p99Ms}`,
    ].join(' ')
  }
}
