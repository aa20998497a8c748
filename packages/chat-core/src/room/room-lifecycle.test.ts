import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRoom, expectSame, type RoomSnapshot, roomSnapshots } from '../testing/invariants.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { runs } from '../testing/runs.ts'
import { type Command, castOf, commandsOf, createWorld, runCommand } from '../testing/simulate.ts'
import type { RoomStatus, Thread } from './room.ts'

type Edge = `${RoomStatus} > ${RoomStatus}`

/** RM-9: how a command that is done and changes the room it names may move it. */
const MOVES: Record<Command['type'], readonly Edge[]> = {
  send: ['closed > waiting', 'waiting > waiting', 'waiting > open', 'open > open'],
  note: ['waiting > waiting', 'open > open'],
  accept: ['waiting > open'],
  assign: ['waiting > open', 'open > open'],
  'transfer-to-agent': ['open > open'],
  'transfer-to-group': ['open > waiting'],
  close: ['waiting > closed', 'open > closed'],
  reopen: ['closed > open'],
  rate: ['closed > closed'],
  read: ['waiting > waiting', 'open > open', 'closed > closed'],
  'sign-in': [],
  capacity: [],
}

/** A customer writes, leaves and rates: rare enough by chance that ten thousand runs may miss it. */
const RATED = (['send', 'close', 'rate'] as const).map(
  (type, key): Command => ({ type, key, actor: 0, room: 0, target: 4, body: 'Hello' }),
)

/** These are never done without changing something. */
const ONCE: ReadonlySet<Command['type']> = new Set(['rate', 'transfer-to-group'])

/** TH-3: threads are only added; a closed one stays, but for a first rating. */
function checkHistory(before: readonly Thread[], after: readonly Thread[]): void {
  for (const [index, thread] of before.entries()) {
    const now = after[index]
    // The memory store replaces the row of a thread that changes, so the same row is an unchanged one.
    if (now === thread) continue
    if (thread.status !== 'closed') expect(now?.id).toBe(thread.id)
    else expect([now, thread.rating]).toEqual([{ ...thread, rating: now?.rating }, null])
  }
}

function checkUntouched(before: RoomSnapshot, after: RoomSnapshot): void {
  expectSame(after.room, before.room)
  const isSame = after.threads.every((thread, index) => thread === before.threads[index])
  if (!isSame || after.threads.length !== before.threads.length)
    expect(after.threads).toEqual(before.threads)
}

describe('the life of a room under random commands', () => {
  test('RM-9, RM-2, TH-1, TH-3: random commands make the listed moves and no other', async () => {
    const seen = new Set<string>()

    const checkStep = (command: Command, then: RoomSnapshot, now: RoomSnapshot) => {
      checkRoom(now)
      checkHistory(then.threads, now.threads)
      if (command.type === 'sign-in') return
      if (then.room.version === now.room.version && !ONCE.has(command.type)) {
        checkUntouched(then, now)
        return
      }
      const edge: Edge = `${then.room.status} > ${now.room.status}`
      if (!MOVES[command.type].includes(edge)) throw new Error(`${command.type}: ${edge}`)
      seen.add(`${command.type}: ${edge}`)
    }

    const simulate = async (commands: readonly Command[]) => {
      const world = await createWorld(await makeMemoryPorts())
      let before = await roomSnapshots(world)
      for (const command of commands) {
        const outcome = await runCommand(world, command)
        const after = await roomSnapshots(world)
        const { roomId } = castOf(world, command)
        for (const [id, now] of after) {
          const then = before.get(id)
          if (!then) throw new Error('Rooms last for ever.')
          const isMeant =
            outcome === 'done' &&
            command.type !== 'capacity' &&
            (id === roomId || command.type === 'sign-in')
          if (isMeant) checkStep(command, then, now)
          else checkUntouched(then, now)
        }
        before = after
      }
    }

    await fc.assert(fc.asyncProperty(commandsOf(10), simulate), {
      ...runs(10_000),
      examples: [[RATED]],
    })
    const listed = Object.entries(MOVES).flatMap(([type, edges]) =>
      edges.map((edge) => `${type}: ${edge}`),
    )
    expect([...seen].sort()).toEqual(listed.sort())
  })
})
