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
import type { Room, RoomStatus, Thread } from './room.ts'

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
}

/** These are never done without changing something. */
const ONCE: ReadonlySet<Command['type']> = new Set(['rate', 'transfer-to-group'])

interface Snapshot {
  readonly room: Room
  readonly threads: readonly Thread[]
}

async function snapshots({ harness, customers }: World): Promise<Map<string, Snapshot>> {
  const { rooms } = harness.ports
  const found = new Map<string, Snapshot>()
  for (const { roomId } of customers) {
    const room = await rooms.findRoom(roomId)
    if (room) found.set(roomId, { room, threads: await rooms.threads(roomId) })
  }
  return found
}

/** RM-2, TH-1: what must hold of a room whatever happened to it. */
function checkRoom({ room, threads }: Snapshot): void {
  const { status, assignee, waitingSince, group } = room
  expect([assignee !== null, waitingSince !== null]).toEqual([
    status === 'open',
    status === 'waiting',
  ])
  const newest = threads.at(-1)
  const live = threads.filter((thread) => thread.status !== 'closed')
  const expected = { status: status === 'open' ? 'active' : 'pending', agent: assignee, group }
  expect(live).toEqual(status === 'closed' ? [] : [{ ...newest, ...expected, closedAt: null }])
  const hasEnd = ({ closedAt, openedAt }: Thread) => closedAt !== null && closedAt >= openedAt
  expect(threads.every((thread) => hasEnd(thread) === (thread.status === 'closed'))).toBe(true)
}

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

function checkUntouched(before: Snapshot, after: Snapshot): void {
  expect(after.room).toEqual(before.room)
  const isSame = after.threads.every((thread, index) => thread === before.threads[index])
  if (!isSame || after.threads.length !== before.threads.length)
    expect(after.threads).toEqual(before.threads)
}

describe('the life of a room under random commands', () => {
  test('RM-9, RM-2, TH-1, TH-3: 10,000 commands make the listed moves and no other', async () => {
    const seen = new Set<string>()

    const checkStep = (command: Command, then: Snapshot, now: Snapshot) => {
      checkRoom(now)
      checkHistory(then.threads, now.threads)
      if (command.type === 'sign-in') return
      if (then.room.version === now.room.version && !ONCE.has(command.type)) {
        checkUntouched(then, now)
        return
      }
      const edge: Edge = `${then.room.status} > ${now.room.status}`
      expect(MOVES[command.type], command.type).toContain(edge)
      seen.add(`${command.type}: ${edge}`)
    }

    const simulate = async (commands: readonly Command[]) => {
      const world = await createWorld(await makeMemoryPorts())
      let before = await snapshots(world)
      for (const command of commands) {
        const outcome = await runCommand(world, command)
        const after = await snapshots(world)
        const { roomId } = castOf(world, command)
        for (const [id, now] of after) {
          const then = before.get(id)
          if (!then) throw new Error('Rooms last for ever.')
          const isMeant = outcome === 'done' && (id === roomId || command.type === 'sign-in')
          if (isMeant) checkStep(command, then, now)
          else checkUntouched(then, now)
        }
        before = after
      }
    }

    await fc.assert(fc.asyncProperty(anyCommands, simulate), { numRuns: 50 })
    const listed = Object.entries(MOVES).flatMap(([type, edges]) =>
      edges.map((edge) => `${type}: ${edge}`),
    )
    expect([...seen].sort()).toEqual(listed.sort())
  })
})
