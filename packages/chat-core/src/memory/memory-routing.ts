import { partyOf } from '../actor.ts'
import type { Message } from '../message/message.ts'
import type { Agent } from '../ports/agent-store.ts'
import type { Assignment, RoutingStore } from '../ports/routing-store.ts'
import { type Candidate, isEligible } from '../routing/candidate.ts'
import { decideRoute } from '../routing/decide-route.ts'
import { pickAgent } from '../routing/pick-agent.ts'
import type { RoutingStrategy } from '../routing/strategy.ts'
import { applyDecision, stateOf } from './apply-decision.ts'
import { queueOf } from './memory-room-lists.ts'
import { toRoom } from './room-rows.ts'
import { memberKey, type RoomRow, type Tables } from './tables.ts'

function candidateOf({ rooms, routing, priorities }: Tables, agent: Agent, at: Place): Candidate {
  const { id, availability, capacity } = agent
  const untils = routing.links.get(id)?.values() ?? []
  return {
    agent: partyOf(agent),
    availability,
    isConnected: [...untils].some((until) => until > at.nowMs),
    openRooms: [...rooms.values()].filter(({ assigneeId }) => assigneeId === id).length,
    capacity,
    lastAssignedAt: routing.lastAssignedAts.get(id) ?? null,
    priority: priorities.get(memberKey(id, at.groupId)) ?? 1,
  }
}

/** Whose line, and when. */
interface Place {
  readonly groupId: string
  readonly nowMs: number
}

const candidatesOf = (tables: Tables, place: Place): Candidate[] =>
  [...tables.agents.values()]
    .filter(({ groupIds, deletedAt }) => deletedAt === null && groupIds.includes(place.groupId))
    .map((agent) => candidateOf(tables, agent, place))

const headOf = ({ rooms }: Tables, groupId: string): RoomRow | undefined =>
  queueOf([...rooms.values()].filter((row) => row.groupId === groupId))[0]

/** A group that was deleted chooses nobody any more. */
const strategyOf = ({ groups }: Tables, groupId: string): RoutingStrategy =>
  groups.find(({ id, deletedAt }) => id === groupId && deletedAt === null)?.strategy ?? 'manual'

/** RT-3 for the room at the head of a line. */
function routeHead(tables: Tables, groupId: string): Assignment | null {
  const nowMs = tables.clock.nowMs()
  const strategy = strategyOf(tables, groupId)
  const row = headOf(tables, groupId)
  if (!row || strategy === 'manual') return null
  const lastAgentId = row.threads.findLast(({ agent }) => agent)?.agent?.id ?? null
  const picked = pickAgent(strategy, candidatesOf(tables, { groupId, nowMs }), { lastAgentId })
  if (!picked) return null
  const { agent } = picked
  const state = stateOf(tables, row, { nowMs, ownerId: agent.id })
  const decision = decideRoute(state, { groupId, agent, strategy })
  if (!decision) return null
  const messages = applyDecision(tables, row, { decision, now: state.now })
  tables.routing.lastAssignedAts.set(agent.id, state.now)
  return { room: toRoom(tables, row), messages, before: state.room }
}

/** RT-4: offers a room that has just come into its line; answers what its log got by that. */
export function offerRoom(tables: Tables, row: RoomRow): readonly Message[] {
  const isHead = headOf(tables, row.groupId) === row
  return (isHead && routeHead(tables, row.groupId)?.messages) || []
}

export const createRouting = (tables: Tables): RoutingStore => ({
  async assignNext(groupId) {
    return routeHead(tables, groupId)
  },

  async movableLines() {
    const nowMs = tables.clock.nowMs()
    const ids = tables.groups.map(({ id }) => id)
    return ids.filter(
      (groupId) =>
        strategyOf(tables, groupId) !== 'manual' &&
        headOf(tables, groupId) &&
        candidatesOf(tables, { groupId, nowMs }).some(isEligible),
    )
  },

  async link(nodeId, agentIds, ttlMs) {
    const until = tables.clock.nowMs() + ttlMs
    const { links } = tables.routing
    for (const id of agentIds) links.set(id, (links.get(id) ?? new Map()).set(nodeId, until))
  },

  async unlink(nodeId, agentIds) {
    const { links } = tables.routing
    for (const id of agentIds ?? links.keys()) links.get(id)?.delete(nodeId)
  },
})
