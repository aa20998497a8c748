import type { FindingKind } from '../oracle/finding.ts'
import type { Scenario } from '../scenario.ts'
import type { Patch } from './patch.ts'

/** The product with one mistake in it, which the oracle is to find. */
export interface Mutant {
  readonly name: string
  /** What the mistake is, as somebody would make it. */
  readonly mistake: string
  readonly patches: readonly Patch[]
  readonly scenario: Scenario
  /** One of the kinds of finding that tell of it. */
  readonly caughtBy: FindingKind
}
