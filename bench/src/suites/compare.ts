import type { House } from '../stage/stage.ts'
import { type Variant, type VariantId, variants } from '../variants.ts'
import type { Figures, Suite, Timing } from './suite.ts'

export interface Comparison extends Pick<Suite, 'title' | 'about' | 'columns' | 'repeats'> {
  readonly variants: readonly VariantId[]
  readonly base: VariantId
  run(house: House, variant: Variant, timing: Timing): Promise<Figures>
}

/** A suite whose subjects are servers. */
export function compare({ variants: chosen, run, ...suite }: Comparison): Suite {
  return {
    ...suite,
    subjects: Object.fromEntries(chosen.map((id) => [id, variants[id].title])),
    run(house, subject, timing) {
      const id = chosen.find((candidate) => candidate === subject)
      if (!id) throw new Error(`${suite.title}: there is no ${subject}`)
      return run(house, variants[id], timing)
    },
  }
}
