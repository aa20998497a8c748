import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { runs } from '../testing/runs.ts'
import {
  anyCommands,
  type Command,
  castOf,
  createWorld,
  runCommand,
  type World,
} from '../testing/simulate.ts'
import type { Message } from './message.ts'

const logOf = async ({ harness }: World, roomId: string): Promise<readonly Message[]> => {
  const query = { roomId, audience: 'staff', limit: 1_000 } as const
  return (await harness.ports.rooms.readMessages(query)).messages
}

describe('the log under random commands', () => {
  test('DL-1, DL-2, MS-6: seqs are dense, entries never change, keys are stored once', async () => {
    const simulate = async (commands: readonly Command[]) => {
      const world = await createWorld(await makeMemoryPorts())
      const logs = new Map<string, readonly Message[]>()
      for (const command of commands) {
        await runCommand(world, command)
        const { roomId } = castOf(world, command)
        const before = logs.get(roomId) ?? []
        const log = await logOf(world, roomId)
        expect(log.slice(0, before.length)).toEqual(before)
        logs.set(roomId, log)
      }
      for (const log of logs.values()) {
        expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
        const keys = log.flatMap((entry) => (entry.kind === 'system' ? [] : [entry.clientId]))
        expect(new Set(keys).size).toBe(keys.length)
      }
    }
    await fc.assert(fc.asyncProperty(anyCommands, simulate), runs(10))
  })
})
