import { whyNoEjabberd } from '../stage/ejabberd.ts'
import { whyNoNats } from '../stage/nats.ts'
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
    whyNot: (subject) => whyNot(variantOf(subject)),
    run: (house, subject, timing) => run(house, variantOf(subject), timing),
  }
}

function variantOf(subject: string): Variant {
  const found = Object.entries(variants).find(([id]) => id === subject)
  if (!found) throw new Error(`There is no ${subject}`)
  return found[1]
}

/** Servers that others have written are measured where they are installed. */
function whyNot({ server: { program } }: Variant): string | null {
  if (program === 'ejabberd') return whyNoEjabberd()
  return program === 'nats' ? whyNoNats() : null
}
