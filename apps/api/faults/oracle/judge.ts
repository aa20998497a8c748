import type { Cluster } from '../services/cluster.ts'
import { checkDensity, checkDuplicates, checkIntents, checkSenderOrder } from './check-log.ts'
import { checkOwnership } from './check-ownership.ts'
import { checkAgreement, checkReaders } from './check-readers.ts'
import { checkTimes, type Latencies, latenciesOf, type TimeMarks } from './check-times.ts'
import { checkViews } from './check-views.ts'
import type { Finding } from './finding.ts'
import type { Recorder } from './recorder.ts'
import { readTables } from './tables.ts'

/** What the oracle says of one run. */
export interface Verdict {
  readonly findings: readonly Finding[]
  readonly acked: number
  readonly deliveries: number
  readonly faults: ReadonlyMap<string, number>
  readonly latencies: Latencies
  readonly caughtUpMs: number | null
  /** What else was measured. */
  readonly figures: readonly string[]
}

/** Above this it explains why something took long. */
const TELLING = 1.5

/** What was counted, beside what was found. */
export function verdictOf(recorder: Recorder, findings: readonly Finding[]): Verdict {
  const { acked, deliveries, faults, caughtUpMs, readers, figures } = recorder
  const slowness = recorder.slowness()
  if (slowness > TELLING)
    figures.push(`on a machine ${slowness.toFixed(1)} times slower than a free one`)
  const latencies = latenciesOf(readers)
  return { findings, acked, deliveries, faults, latencies, caughtUpMs, figures }
}

/** Compares what was meant, said and shown with what the tables hold, now that everything has come to rest. */
export async function judge(
  recorder: Recorder,
  { sql, stores }: Pick<Cluster, 'sql' | 'stores'>,
  marks: TimeMarks = {},
): Promise<Verdict> {
  const { intents, observations, caughtUpMs, rewound } = recorder
  const readers = recorder.readers.map((reader) =>
    rewound
      ? reader.withoutLostTail(rewound.epoch, rewound.keptSeqs.get(reader.roomId) ?? 0)
      : reader,
  )
  const tables = await readTables(sql)
  const findings = [
    ...observations,
    ...checkIntents(intents, tables),
    ...checkDuplicates(tables),
    ...checkDensity(tables),
    ...checkSenderOrder(tables, intents),
    ...checkReaders(readers, tables),
    ...checkAgreement(readers),
    ...checkOwnership(tables),
    ...(await checkViews(readers, stores)),
    ...checkTimes(latenciesOf(recorder.readers), caughtUpMs, marks),
  ]
  return verdictOf(recorder, findings)
}
