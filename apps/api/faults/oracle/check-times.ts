import type { Finding } from './finding.ts'
import type { ReaderTape } from './reader-tape.ts'

export interface Latencies {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

export interface TimeMarks {
  readonly p50Ms?: number
  readonly p99Ms?: number
  readonly maxMs?: number
  /** From the end of the last fault until every reader has everything. */
  readonly caughtUpMs?: number
}

/** From commit to apply, over all readers together. */
export function latenciesOf(readers: readonly ReaderTape[]): Latencies {
  return spreadOf(readers.flatMap(({ latenciesMs }) => latenciesMs))
}

/** How some times are spread, in whole milliseconds. */
export function spreadOf(timesMs: readonly number[]): Latencies {
  const all = Float64Array.from(timesMs).sort()
  const at = (share: number) => Math.round(all[Math.floor((all.length - 1) * share)] ?? 0)
  return { count: all.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** O10 and O11: in time, where the scenario has a mark for it. */
export function checkTimes(
  { p50, p99, max }: Latencies,
  caughtUpMs: number | null,
  marks: TimeMarks,
): Finding[] {
  const rows = [
    ['p50', p50, marks.p50Ms],
    ['p99', p99, marks.p99Ms],
    ['max', max, marks.maxMs],
    ['caught up after', caughtUpMs ?? 0, marks.caughtUpMs],
  ] as const
  return rows.flatMap(([name, ms, mark]): Finding[] =>
    mark !== undefined && ms > mark
      ? [{ kind: 'late', text: `${name} ${Math.round(ms)} ms, more than ${mark} ms` }]
      : [],
  )
}
