import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
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
    await fc.assert(fc.asyncProperty(anyCommands, simulate), { numRuns: 10 })
  })

  test('RD-1, RD-2, RD-3: cursors and unread counts are what a naive count says', async () => {
    const simulate = async (commands: readonly Command[]) => {
      const world = await createWorld(await makeMemoryPorts())
      const { rooms } = world.harness.ports
      /** By room, then by agent: the furthest they said they read, as far as the log went then. */
      const read = new Map(world.customers.map(({ roomId }) => [roomId, new Map<string, number>()]))
      for (const command of commands) {
        const outcome = await runCommand(world, command)
        const { actor, roomId } = castOf(world, command)
        const cursors = read.get(roomId) ?? new Map<string, number>()
        const log = await logOf(world, roomId)
        if (command.type === 'read' && outcome === 'done' && actor.kind === 'agent')
          cursors.set(
            actor.id,
            Math.max(cursors.get(actor.id) ?? 0, Math.min(command.target, log.length)),
          )
        const [summary] = await rooms.summaries([roomId])
        const furthest = Math.max(0, ...cursors.values())
        const owner = summary?.assignee
        const from = owner ? (cursors.get(owner.id) ?? 0) : furthest
        const unread = log.filter(
          ({ kind, author, seq }) => kind === 'text' && author.kind === 'customer' && seq > from,
        )
        expect(summary?.unreadCount).toBe(unread.length)
        expect((await rooms.readState(roomId)).staffSeq).toBe(furthest)
      }
    }
    await fc.assert(fc.asyncProperty(anyCommands, simulate), { numRuns: 10 })
  })
})
