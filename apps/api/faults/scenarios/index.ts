import type { Scenario } from '../scenario.ts'
import { everythingAtOnce } from './c1-everything-at-once.ts'

/** Every scenario, in the order in which they run. */
export const scenarios: readonly Scenario[] = [everythingAtOnce]
