import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Audience } from '../message/message.ts'
import type { Notice } from '../ports/bus.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { runs } from '../testing/runs.ts'
import {
  anyCommands,
  type Command,
  commandsOf,
  createWorld,
  runCommand,
  type World,
} from '../testing/simulate.ts'
import { toRoomEvent } from './room-event.ts'
import { applyRoomEvent, type RoomView } from './room-view.ts'

const AUDIENCES: readonly Audience[] = ['customer', 'staff']

async function readViews({ harness, customers }: World, audience: Audience): Promise<RoomView[]> {
  const views = customers.map(({ roomId }) => harness.ports.rooms.readView(roomId, audience, 1_000))
  return (await Promise.all(views)).filter((view) => view !== null)
}

/** The view with all that the reader may see of what came after it. */
async function folded(
  { harness }: World,
  { view, audience }: { readonly view: RoomView; readonly audience: Audience },
): Promise<RoomView> {
  const { messages } = await harness.ports.rooms.readMessages({
    roomId: view.roomId,
    audience,
    afterSeq: view.cursor,
    limit: 1_000,
  })
  return messages.map(toRoomEvent).reduce(applyRoomEvent, view)
}

/** What the log does not carry: the name of a customer who signed in, and the seqs of notes the reader may not see. */
const comparable = (view: RoomView, fresh: RoomView): RoomView => ({
  ...view,
  customer: fresh.customer,
  cursor: fresh.cursor,
})

describe('a view and the events after it', () => {
  test('DL-4: whatever the log and wherever it is cut, they make the fresh view', async () => {
    const simulate = async (commands: readonly Command[], cut: number) => {
      const world = await createWorld(await makeMemoryPorts())
      for (const command of commands.slice(0, cut)) await runCommand(world, command)
      const cuts = await Promise.all(AUDIENCES.map((audience) => readViews(world, audience)))
      for (const command of commands.slice(cut)) await runCommand(world, command)
      for (const [index, audience] of AUDIENCES.entries()) {
        const fresh = await readViews(world, audience)
        for (const [place, view] of (cuts[index] ?? []).entries()) {
          const now = fresh[place]
          if (!now) throw new Error('Rooms last for ever.')
          expect(comparable(await folded(world, { view, audience }), now)).toEqual(now)
        }
      }
    }
    await fc.assert(fc.asyncProperty(commandsOf(20), fc.nat(20), simulate), runs(5_000))
  })

  for (const audience of AUDIENCES)
    test(`DL-4: in a long log, from any position, they make the fresh view (${audience})`, async () => {
      const simulate = async (commands: readonly Command[]) => {
        const world = await createWorld(await makeMemoryPorts())
        const cuts = await readViews(world, audience)
        for (const [step, command] of commands.entries()) {
          await runCommand(world, command)
          if (step % 5 === 0) cuts.push(...(await readViews(world, audience)))
        }
        const fresh = new Map((await readViews(world, audience)).map((one) => [one.roomId, one]))
        for (const view of cuts) {
          const now = fresh.get(view.roomId)
          if (!now) throw new Error('Rooms last for ever.')
          const result = await folded(world, { view, audience })
          expect(result.cursor).toBe(Math.max(view.cursor, now.messages.at(-1)?.seq ?? 0))
          expect(comparable(result, now)).toEqual(now)
        }
      }
      await fc.assert(fc.asyncProperty(anyCommands, simulate), runs(10))
    })

  test('DL-4, DL-6: notices alone, told after each commit, make the same view', async () => {
    const simulate = async (commands: readonly Command[]) => {
      const world = await createWorld(await makeMemoryPorts())
      const views = new Map((await readViews(world, 'staff')).map((one) => [one.roomId, one]))
      world.harness.ports.bus.subscribe((notice: Notice) => {
        if (notice.type !== 'room.changed') return
        const view = views.get(notice.room.roomId)
        if (!view) throw new Error('Nobody else has a room here.')
        views.set(view.roomId, notice.messages.map(toRoomEvent).reduce(applyRoomEvent, view))
      })
      for (const command of commands) await runCommand(world, command)
      for (const fresh of await readViews(world, 'staff')) {
        const heard = views.get(fresh.roomId)
        expect(heard && { ...heard, customer: fresh.customer }).toEqual(fresh)
      }
    }
    await fc.assert(fc.asyncProperty(anyCommands, simulate), runs(10))
  })
})
