import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AgentActor } from '../actor.ts'
import { checkLoads, checkRoom, loadsOf, roomSnapshots } from '../testing/invariants.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { runs } from '../testing/runs.ts'
import {
  createLineWorld,
  drainAll,
  type LineCommand,
  type LineWorld,
  lineHistory,
  runLineCommand,
} from '../testing/simulate-line.ts'

const CUSTOMERS = 8

/** The rooms in the line of each group, in their order. */
async function linesOf({ world }: LineWorld): Promise<ReadonlyMap<string, readonly string[]>> {
  const { ports, groupIds } = world.harness
  const overseer: AgentActor = { kind: 'agent', id: '', name: '', role: 'manager', groupIds: [] }
  const queue = await ports.rooms.listQueue(overseer, CUSTOMERS)
  const lineOf = (groupId: string) =>
    queue.flatMap(({ room }) => (room.group.id === groupId ? room.id : []))
  return new Map(groupIds.map((groupId) => [groupId, lineOf(groupId)]))
}

test('RT-1, RT-3, RT-5, RM-2, RM-11: whatever happens in a shop, rooms have one owner, nobody has too many, lines keep their order, and no drain forgets anybody', async () => {
  let moved = 0
  let offered = 0
  const simulate = async (commands: readonly LineCommand[]) => {
    const shop = await createLineWorld(await makeMemoryPorts(), CUSTOMERS)
    const { agents, bus } = shop.world.harness.ports
    bus.subscribe((notice) => {
      if (notice.type === 'room.changed' && notice.messages.length > 2) offered += 1
    })
    let loads = new Map<string, number>()
    for (const command of commands) {
      const before = await linesOf(shop)
      await runLineCommand(shop, command)
      if (command.type === 'drain')
        for (const [groupId, left] of await linesOf(shop)) {
          const line = before.get(groupId) ?? []
          expect(left).toEqual(line.slice(line.length - left.length))
        }
      const rooms = [...(await roomSnapshots(shop.world)).values()]
      for (const room of rooms) checkRoom(room)
      const after = loadsOf(rooms)
      checkLoads(await agents.listAgents(), loads, after)
      loads = after
    }
    moved += await drainAll(shop)
  }
  await fc.assert(fc.asyncProperty(lineHistory(40), simulate), runs(200))
  expect(moved).toBeGreaterThan(50)
  expect(offered).toBeGreaterThan(100)
})
