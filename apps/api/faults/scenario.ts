import type { TimeMarks } from './oracle/check-times.ts'
import type { Stage } from './stage.ts'

/** One way to treat the product badly, and what it promises all the same. */
export interface Scenario {
  /** What `--only` names it by. */
  readonly id: string
  /** As a sentence about the product. */
  readonly promise: string
  /** Marks that count; without one a time is only told. */
  readonly marks?: TimeMarks
  /** Marks for a machine that has nothing else to do: they count under `--timed`. */
  readonly aims?: TimeMarks
  /** Leaves everything at rest: what the oracle judges is how it ends. A throw is a finding, too. */
  run(stage: Stage): Promise<void>
}
