import { expect } from 'vitest'
import type { Agent } from '../ports/agent-store.ts'
import type { Room, Thread } from '../room/room.ts'
import type { World } from './simulate.ts'

export interface RoomSnapshot {
  readonly room: Room
  readonly threads: readonly Thread[]
}

/** Every room of the world with its threads, by id. */
export async function roomSnapshots({
  harness,
  customers,
}: World): Promise<Map<string, RoomSnapshot>> {
  const { rooms } = harness.ports
  const found = await rooms.findRooms(customers.map(({ roomId }) => roomId))
  const snapshots = found.map(async (room): Promise<[string, RoomSnapshot]> => {
    return [room.id, { room, threads: await rooms.threads(room.id) }]
  })
  return new Map(await Promise.all(snapshots))
}

/** RM-2, TH-1: what must hold of a room whatever happened to it. */
export function checkRoom({ room, threads }: RoomSnapshot): void {
  const { status, assignee, waitingSince, group } = room
  const newest = threads.at(-1)
  const live = threads.filter((thread) => thread.status !== 'closed')
  const expected = { status: status === 'open' ? 'active' : 'pending', agent: assignee, group }
  const hasEnd = ({ closedAt, openedAt }: Thread) => closedAt !== null && closedAt >= openedAt
  expectSame(
    {
      isOwned: assignee !== null,
      isWaiting: waitingSince !== null,
      live,
      ended: threads.filter(hasEnd).length,
    },
    {
      isOwned: status === 'open',
      isWaiting: status === 'waiting',
      live: status === 'closed' ? [] : [{ ...newest, ...expected, closedAt: null }],
      ended: threads.length - live.length,
    },
  )
}

/** As `expect(found).toEqual(expected)`, for a million of times: that takes longer than all it is to check. */
export function expectSame(found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found).toEqual(expected)
}

/** How many of these rooms each agent owns. */
export function loadsOf(rooms: Iterable<RoomSnapshot>): Map<string, number> {
  const loads = new Map<string, number>()
  for (const { room } of rooms)
    if (room.assignee) loads.set(room.assignee.id, (loads.get(room.assignee.id) ?? 0) + 1)
  return loads
}

/** RM-11: nobody owns more than they may, but for what they owned already when their capacity was lowered. */
export function checkLoads(
  agents: readonly Agent[],
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): void {
  for (const { id, capacity } of agents) {
    const allowed = Math.max(before.get(id) ?? 0, capacity ?? Number.POSITIVE_INFINITY)
    const owned = after.get(id) ?? 0
    if (owned > allowed) throw new Error(`An agent owns ${owned} rooms and may own ${allowed}.`)
  }
}
