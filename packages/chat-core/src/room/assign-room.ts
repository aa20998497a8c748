import { type Actor, type Party, partyOf } from '../actor.ts'
import { agentNotFound, roomClosed } from '../errors.ts'
import { systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { requirePermission } from './access-room.ts'
import { changeRoom } from './change-room.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'
import { toOpen } from './room-decision.ts'

/** RM-5: a waiting or open room becomes the given agent's; null stands for an agent nobody knows. */
export function decideAssign(
  actor: Actor,
  state: RoomState,
  agent: Party | null,
): RoomDecision | null {
  const { room } = state
  requirePermission(actor, 'room.assign', room)
  if (!agent) throw agentNotFound()
  if (room.status === 'closed') throw roomClosed()
  if (room.assignee?.id === agent.id) return null
  return toOpen(state, agent, [
    systemMessage({
      type: 'room.assigned',
      agent,
      by: partyOf(actor),
      waitedMs: state.waitedMs,
    }),
  ])
}

/**
 * A manager gives a room to an agent.
 * Throws `room_not_found`, `not_permitted`, `agent_not_found`, `room_closed`, `agent_at_capacity`.
 */
export async function assignRoom(
  ports: Pick<Ports, 'rooms' | 'agents' | 'bus'>,
  actor: Actor,
  input: { readonly roomId: string; readonly agentId: string },
): Promise<Room> {
  const found = await ports.agents.findAgent(input.agentId)
  const agent = found && partyOf(found)
  const { room } = await changeRoom(ports, { roomId: input.roomId, ownerId: found?.id }, (state) =>
    decideAssign(actor, state, agent),
  )
  return room
}
