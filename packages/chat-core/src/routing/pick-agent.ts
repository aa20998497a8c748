import { type Candidate, isEligible } from './candidate.ts'
import type { RoutingStrategy } from './strategy.ts'

/** Negative if the first goes before the second. */
type Order = (a: Candidate, b: Candidate) => number

const byPriority: Order = (a, b) => a.priority - b.priority

const byOpenRooms: Order = (a, b) => a.openRooms - b.openRooms

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Who never got one has waited longest. */
const byLastAssigned: Order = (a, b) => byText(a.lastAssignedAt ?? '', b.lastAssignedAt ?? '')

/** So that the same candidates always give the same choice. */
const byId: Order = (a, b) => byText(a.agent.id, b.agent.id)

function firstBy(candidates: readonly Candidate[], orders: readonly Order[]): Candidate | null {
  const order: Order = (a, b) => {
    for (const compare of orders) {
      const difference = compare(a, b)
      if (difference !== 0) return difference
    }
    return 0
  }
  return [...candidates].sort(order)[0] ?? null
}

const inTurn = [byPriority, byLastAssigned, byId]
const leastLoaded = [byPriority, byOpenRooms, byLastAssigned, byId]

/**
 * RT-2: who of these gets the room, as the strategy of the group has it; null for nobody. Only the eligible are chosen.
 * @param room.lastAgentId who owned the room before, if anybody did
 */
export function pickAgent(
  strategy: RoutingStrategy,
  candidates: readonly Candidate[],
  { lastAgentId }: { readonly lastAgentId: string | null },
): Candidate | null {
  const eligible = candidates.filter(isEligible)
  switch (strategy) {
    case 'round_robin':
      return firstBy(eligible, inTurn)
    case 'least_loaded':
      return firstBy(eligible, leastLoaded)
    case 'sticky':
      return (
        eligible.find(({ agent }) => agent.id === lastAgentId) ?? firstBy(eligible, leastLoaded)
      )
    case 'manual':
      return null
  }
}
