import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sendMessage } from '../message/send-message.ts'
import { checkLoads, checkRoom, loadsOf, roomSnapshots } from '../testing/invariants.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { runs } from '../testing/runs.ts'
import { type Command, commandsOf, createWorld, runCommand } from '../testing/simulate.ts'

/** What moves rooms between owners, and what limits that. */
const history = commandsOf(40, {
  send: 2,
  accept: 8,
  assign: 4,
  'transfer-to-agent': 6,
  'transfer-to-group': 2,
  close: 2,
  reopen: 6,
  capacity: 2,
})

/** Everybody waits, and every agent may take one. */
async function createFullWorld() {
  const world = await createWorld(await makeMemoryPorts(), 6)
  const { ports } = world.harness
  for (const { customer, roomId } of world.customers)
    await sendMessage(ports, customer, { roomId, clientId: roomId, body: 'Hello' })
  for (const { id } of world.staff) await ports.agents.updateAgent(id, { capacity: 1 })
  return world
}

test('RM-2, RM-11, TH-1: however rooms are handed around, each has one owner at most, nobody has too many, no thread is left over', async () => {
  let refusals = 0
  const simulate = async (commands: readonly Command[]) => {
    const world = await createFullWorld()
    const { agents } = world.harness.ports
    let loads = new Map<string, number>()
    for (const command of commands) {
      const outcome = await runCommand(world, command)
      if (outcome === 'agent_at_capacity') refusals += 1
      const rooms = [...(await roomSnapshots(world)).values()]
      for (const room of rooms) checkRoom(room)
      const after = loadsOf(rooms)
      checkLoads(await agents.listAgents(), loads, after)
      loads = after
    }
  }
  await fc.assert(fc.asyncProperty(history, simulate), runs(500))
  expect(refusals).toBeGreaterThan(100)
})
