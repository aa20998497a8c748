import fc from 'fast-check'
import { test } from 'vitest'
import type { Actor } from '../actor.ts'
import { expectSame } from '../testing/invariants.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { runs } from '../testing/runs.ts'
import { type Command, castOf, commandsOf, createWorld, runCommand } from '../testing/simulate.ts'
import type { Message } from './message.ts'

/** Reads of any seq, in any order, repeated, while others write and rooms change hands. */
const history = commandsOf(20, {
  send: 8,
  note: 2,
  read: 10,
  accept: 3,
  'transfer-to-agent': 1,
  'transfer-to-group': 1,
  close: 1,
})

/** How far somebody said they read, as far as the log went then. */
class Watermarks {
  readonly #seqs = new Map<string, number>()

  advance(actor: Actor, seq: number): void {
    this.#seqs.set(actor.id, Math.max(this.of(actor.id), seq))
  }

  of(id: string): number {
    return this.#seqs.get(id) ?? 0
  }

  get furthest(): number {
    return Math.max(0, ...this.#seqs.values())
  }
}

const unreadAfter = (log: readonly Message[], seq: number): number =>
  log.slice(seq).filter(({ kind, author }) => kind === 'text' && author.kind === 'customer').length

test('RD-1, RD-2, RD-3: cursors only grow and unread is what a count of the log says', async () => {
  const simulate = async (commands: readonly Command[]) => {
    const world = await createWorld(await makeMemoryPorts())
    const { rooms } = world.harness.ports
    const marks = new Map(
      world.customers.map(({ roomId }) => [
        roomId,
        { customer: new Watermarks(), agent: new Watermarks() },
      ]),
    )
    for (const command of commands) {
      const { actor, roomId } = castOf(world, command)
      const outcome = await runCommand(world, command)
      const { messages: log } = await rooms.readMessages({ roomId, audience: 'staff', limit: 100 })
      const mark = marks.get(roomId)
      if (!mark) throw new Error('Rooms last for ever.')
      if (command.type === 'read' && outcome === 'done')
        mark[actor.kind].advance(actor, Math.min(command.target % 30, log.length))
      const { customer, agent } = mark
      const [summary] = await rooms.summaries([roomId])
      const owner = summary?.assignee
      expectSame(
        { ...(await rooms.readState(roomId)), unread: summary?.unreadCount },
        {
          customerSeq: customer.furthest,
          staffSeq: agent.furthest,
          unread: unreadAfter(log, owner ? agent.of(owner.id) : agent.furthest),
        },
      )
    }
  }
  await fc.assert(fc.asyncProperty(history, simulate), runs(5_000))
})
