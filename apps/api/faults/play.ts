import type { Patch } from './mutants/patch.ts'
import type { RunOptions } from './options.ts'
import { judge, type Verdict, verdictOf } from './oracle/judge.ts'
import type { Scenario } from './scenario.ts'
import type { Services } from './services/services.ts'
import { Stage } from './stage.ts'

export interface Play {
  readonly services: Services
  readonly options: RunOptions
  readonly patches?: readonly Patch[]
  /** Told every minute how far a long run is. */
  readonly onProgress?: (text: string) => void
}

const PROGRESS_EVERY_MS = 60_000

/** Plays a scenario to its end and lets the oracle judge it. */
export async function play(
  scenario: Scenario,
  { services, options, patches = [], onProgress }: Play,
): Promise<Verdict> {
  const stage = new Stage({ services, options, patches })
  const { recorder } = stage
  const progress = setInterval(() => {
    const { acked, deliveries, faultCount } = recorder
    onProgress?.(
      `    … ${acked} acknowledged, ${deliveries} deliveries, ${faultCount} faults so far`,
    )
  }, PROGRESS_EVERY_MS)
  try {
    try {
      await scenario.run(stage)
    } catch (error) {
      recorder.observe(
        'broken',
        error instanceof Error ? (error.stack ?? error.message) : `${error}`,
      )
    }
    return stage.isStarted
      ? await judge(recorder, stage.cluster, {
          ...scenario.marks,
          ...(options.timed && scenario.aims),
        })
      : verdictOf(recorder, recorder.observations)
  } finally {
    clearInterval(progress)
    await stage.sweep()
  }
}
