import type { AgentActor } from '../../actor.ts'
import type { CustomerInRoom, Scene } from '../scene.ts'

/** Rooms that came into the line of the default group while nobody was there, in this order. */
export async function lineOf(the: Scene, count: number): Promise<CustomerInRoom[]> {
  const rooms: CustomerInRoom[] = []
  while (rooms.length < count) rooms.push(await the.waiting())
  return rooms
}

/** Who owns these rooms now. */
export const ownersOf = async (the: Scene, rooms: readonly CustomerInRoom[]) =>
  (await the.ports.rooms.findRooms(rooms.map(({ roomId }) => roomId))).map(
    ({ assignee }) => assignee?.id ?? null,
  )

export const idsOf = (agents: readonly AgentActor[]) => agents.map(({ id }) => id)
