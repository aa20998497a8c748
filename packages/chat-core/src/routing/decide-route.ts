import type { Party } from '../actor.ts'
import { systemMessage } from '../message/message.ts'
import type { RoomDecision, RoomState } from '../room/room.ts'
import { toOpen } from '../room/room-decision.ts'
import type { ChoosingStrategy } from './strategy.ts'

/** Whom routing chose for a room, in whose line, and how. */
export interface Choice {
  readonly groupId: string
  readonly agent: Party
  readonly strategy: ChoosingStrategy
}

/**
 * RT-3: a room that waits in the line of the group becomes the agent's; null when it does not wait there any more.
 * Throws `agent_at_capacity`.
 */
export function decideRoute(
  state: RoomState,
  { groupId, agent, strategy }: Choice,
): RoomDecision | null {
  const { room, waitedMs } = state
  if (room.status !== 'waiting' || room.group.id !== groupId) return null
  const assigned = systemMessage({ type: 'room.assigned', agent, by: null, waitedMs, strategy })
  return toOpen(state, agent, [assigned])
}
