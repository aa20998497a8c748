import type { Scenario } from '../scenario.ts'
import type { Mutant } from './mutant.ts'
import { readingMutants } from './reading-mutants.ts'
import { writingMutants } from './writing-mutants.ts'

export const mutants: readonly Mutant[] = [...readingMutants, ...writingMutants]

/** What the mutants are caught in: the product as it is has to pass every one. */
export const mutantScenarios: readonly Scenario[] = [
  ...new Set(mutants.map(({ scenario }) => scenario)),
]
