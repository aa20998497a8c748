import { type Actor, type Party, partyOf } from '../actor.ts'
import { ChatError } from '../errors.ts'
import { systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { changeRoom } from '../room/change-room.ts'
import type { RoomDecision, RoomState, Thread } from '../room/room.ts'
import { toOpen } from '../room/room-decision.ts'

type RoomPorts = Pick<Ports, 'staff' | 'rooms' | 'bus'>

/**
 * Since when the customer has been here: since the first of the threads that followed each other without a break. Who
 * goes back into the line with that keeps the turn they came with, which is before everybody who came later.
 */
function cameAt(threads: readonly Thread[]): string | null {
  const first = threads.findLast(({ openedAt }, index) => threads[index - 1]?.closedAt !== openedAt)
  return first?.openedAt ?? null
}

interface Leaving {
  readonly agent: Party
  /** Who gets the room; null for the line. */
  readonly heir: Party | null
  readonly waitingSince: string
}

/** AG-8: the room of an agent who leaves; null when it is not theirs any more. */
function decideLeave(actor: Actor, state: RoomState, leaving: Leaving): RoomDecision | null {
  const { room } = state
  const { agent, heir, waitingSince } = leaving
  if (room.assignee?.id !== agent.id) return null
  const by = partyOf(actor)
  if (heir) {
    const fact = { type: 'room.transferred', by, agent: heir, group: null } as const
    return toOpen(state, heir, [systemMessage(fact)])
  }
  return {
    status: 'waiting',
    assignee: null,
    groupId: room.group.id,
    waitingSince,
    thread: 'next',
    messages: [systemMessage({ type: 'room.requeued', by, agent, waitingSince })],
  }
}

const cannotTake = (error: unknown): boolean =>
  error instanceof ChatError &&
  (error.code === 'agent_at_capacity' || error.code === 'agent_not_found')

async function letGo(
  ports: RoomPorts,
  actor: Actor,
  { roomId, agent, heir }: Omit<Leaving, 'waitingSince'> & { readonly roomId: string },
): Promise<void> {
  const waitingSince = cameAt(await ports.rooms.threads(roomId))
  if (waitingSince === null) throw new Error('A room that somebody owns has a thread.')
  const leave = (to: Party | null) =>
    changeRoom(ports, { roomId, ownerId: to?.id }, (state) =>
      decideLeave(actor, state, { agent, heir: to, waitingSince }),
    )
  try {
    await leave(heir)
  } catch (error) {
    if (!heir || !cannotTake(error)) throw error
    await leave(null)
  }
}

const ROOMS_AT_ONCE = 100

/**
 * Takes every room from an agent who has left, one transaction each: for the heir as long as they can take more, then
 * for the line. As they get none any more this ends, and what was interrupted goes on when it is called again.
 */
export async function letGoOfRooms(
  ports: RoomPorts,
  actor: Actor,
  { agent, heir }: Omit<Leaving, 'waitingSince'>,
): Promise<void> {
  for (;;) {
    const roomIds = await ports.staff.roomsOf(agent.id, ROOMS_AT_ONCE)
    if (roomIds.length === 0) return
    for (const roomId of roomIds) await letGo(ports, actor, { roomId, agent, heir })
  }
}
