import type { Duty } from './duty.ts'
import { grouped } from './grouped.ts'
import type { LineStep } from './journal.ts'
import type { Shop } from './shop.ts'

/** How evenly a strategy gave rooms to the members of its groups, by what each got per minute on duty. */
export interface Fairness {
  readonly strategy: string
  readonly members: number
  readonly rooms: number
  readonly min: number
  readonly median: number
  readonly max: number
  /** 0: everybody got the same; 1: one got all. */
  readonly gini: number
}

/** Who was there for less says little about anything. */
const ON_DUTY_MIN_MS = 1_000
const MINUTE_MS = 60_000

function giniOf(sorted: readonly number[]): number {
  const sum = sorted.reduce((total, value) => total + value, 0)
  if (sum === 0) return 0
  const weighted = sorted.reduce((total, value, index) => total + (index + 1) * value, 0)
  return (2 * weighted) / (sorted.length * sum) - (sorted.length + 1) / sorted.length
}

export function fairnessOf(
  shop: Shop,
  duties: readonly Duty[],
  steps: readonly LineStep[],
): readonly Fairness[] {
  const routed = steps.filter(({ step }) => step === 'routed')
  const counts = grouped(routed, ({ agentId, groupId }) => `${agentId} ${groupId}`)
  const present = duties.filter(({ onDutyMs }) => onDutyMs >= ON_DUTY_MIN_MS)
  return ['round_robin', 'least_loaded', 'sticky'].map((strategy) => {
    const members = present.flatMap(({ actor, onDutyMs }) =>
      actor.groupIds
        .filter((groupId) => shop.groups.get(groupId) === strategy)
        .map((groupId) => ({ got: counts.get(`${actor.id} ${groupId}`)?.length ?? 0, onDutyMs })),
    )
    const rates = members
      .map(({ got, onDutyMs }) => (got * MINUTE_MS) / onDutyMs)
      .sort((a, b) => a - b)
    return {
      strategy,
      members: members.length,
      rooms: members.reduce((sum, { got }) => sum + got, 0),
      min: rates[0] ?? 0,
      median: rates[Math.floor(rates.length / 2)] ?? 0,
      max: rates.at(-1) ?? 0,
      gini: giniOf(rates),
    }
  })
}
