import { describe, expect, test } from 'vitest'
import type { AgentActor } from '../../actor.ts'
import { ChatError } from '../../errors.ts'
import { addNote } from '../../message/add-note.ts'
import type { RoomStore } from '../../ports/room-store.ts'
import { acceptRoom } from '../../room/accept-room.ts'
import { closeRoom } from '../../room/close-room.ts'
import { rateRoom } from '../../room/rate-room.ts'
import { reopenRoom } from '../../room/reopen-room.ts'
import { stay } from '../../room/room-decision.ts'
import { transferRoom } from '../../room/transfer-room.ts'
import type { Scene } from '../scene.ts'

const outline = async (rooms: RoomStore, roomId: string) =>
  (await rooms.threads(roomId)).map(({ status, agent, group }) => [status, agent?.id, group.id])

/** How many agents got the room, and what the others were told. */
async function race(the: Scene, agents: readonly AgentActor[], roomId: string) {
  const tries = agents.map((agent) => acceptRoom(the.ports, agent, { roomId }))
  const results = await Promise.allSettled(tries)
  const refusals = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  )
  return { winners: agents.filter((_, index) => results[index]?.status === 'fulfilled'), refusals }
}

export function movesContract(scene: () => Scene): void {
  describe('moves', () => {
    test('RM-4: of twenty who accept at once one wins and the others are told who', async () => {
      const the = scene()
      const agents = await Promise.all(Array.from({ length: 20 }, () => the.agent()))
      const { roomId } = await the.waiting()
      const { winners, refusals } = await race(the, agents, roomId)
      expect(winners).toHaveLength(1)
      expect(refusals).toHaveLength(19)
      for (const refusal of refusals) {
        expect(refusal).toBeInstanceOf(ChatError)
        expect(refusal).toMatchObject({
          code: 'already_assigned',
          details: { agentName: winners[0]?.name },
        })
      }
      expect((await the.room(roomId)).assignee?.id).toBe(winners[0]?.id)
      const facts = (await the.log(roomId)).filter(({ kind }) => kind === 'system')
      expect(facts).toHaveLength(2)
    })

    test('TH-1, TH-2: each move closes the live thread and opens the next', async () => {
      const { ports, ...the } = scene()
      const [own, other] = the.groupIds
      const [anna, bo] = [await the.agent(), await the.agent('agent', [other])]
      const { customer, roomId } = await the.open(anna)
      await transferRoom(ports, anna, { roomId, agentId: bo.id })
      await transferRoom(ports, bo, { roomId, groupId: other })
      await closeRoom(ports, customer, { roomId })
      await reopenRoom(ports, bo, { roomId })
      expect(await outline(ports.rooms, roomId)).toEqual([
        ['closed', undefined, own],
        ['closed', anna.id, own],
        ['closed', bo.id, own],
        ['closed', undefined, other],
        ['active', bo.id, other],
      ])
    })

    test('TH-5: messages belong to the thread that is newest after their decision', async () => {
      const { ports, ...the } = scene()
      const anna = await the.agent()
      const { customer, roomId } = await the.waiting()
      await the.say(anna, roomId)
      await closeRoom(ports, anna, { roomId })
      await rateRoom(ports, customer, { roomId, score: 4 })
      await the.say(customer, roomId)
      const [first, second, third] = (await ports.rooms.threads(roomId)).map(({ id }) => id)
      expect((await the.log(roomId)).map(({ threadId }) => threadId)).toEqual([
        ...[first, first],
        ...[second, second, second, second],
        ...[third, third],
      ])
    })

    test('TH-3: a closed thread never changes, but for its one rating', async () => {
      const { ports, ...the } = scene()
      const anna = await the.agent()
      const { customer, roomId } = await the.closed(anna)
      const before = await ports.rooms.threads(roomId)
      expect(before.map(({ status, closedAt }) => [status, closedAt !== null])).toEqual([
        ['closed', true],
        ['closed', true],
      ])
      await rateRoom(ports, customer, { roomId, score: 5 })
      await the.say(customer, roomId)
      await the.say(anna, roomId)
      await closeRoom(ports, anna, { roomId })
      const after = await ports.rooms.threads(roomId)
      expect(after.slice(0, 2)).toEqual([before[0], { ...before[1], rating: 5 }])
    })

    test('TH-4: the store keeps the first rating of a thread', async () => {
      const { ports, ...the } = scene()
      const { customer, roomId } = await the.closed(await the.agent())
      await rateRoom(ports, customer, { roomId, score: 5 })
      const again = ports.rooms.changeRoom(roomId, ({ room }) => ({ ...stay(room, []), rating: 1 }))
      await expect(again).rejects.toThrow()
      expect((await ports.rooms.threads(roomId)).at(-1)?.rating).toBe(5)
    })

    test('RM-6: the line a room is transferred to starts now, with the note in the same step', async () => {
      const { ports, ...the } = scene()
      const anna = await the.agent()
      const { roomId } = await the.open(anna)
      const note = { clientId: the.key(), body: 'Wants a refund' }
      const room = await transferRoom(ports, anna, { roomId, groupId: the.groupIds[1], note })
      const [moved, noted] = (await the.log(roomId)).slice(-2)
      expect(room).toMatchObject({
        status: 'waiting',
        assignee: null,
        group: { id: the.groupIds[1] },
        waitingSince: moved?.createdAt,
      })
      expect(noted).toMatchObject({ kind: 'note', body: note.body, threadId: moved?.threadId })
    })

    test('DL-2: a decision is shown the earlier send with its key, and no other', async () => {
      const { ports, ...the } = scene()
      const anna = await the.agent()
      const { roomId } = await the.open(anna)
      const clientId = the.key()
      const note = await addNote(ports, anna, { roomId, clientId, body: 'Once' })
      const seen: unknown[] = []
      for (const key of [clientId, the.key(), undefined])
        await ports.rooms.changeRoom(
          roomId,
          ({ sent }) => {
            seen.push(sent)
            return null
          },
          { clientId: key },
        )
      expect(seen).toEqual([note, null, null])
    })
  })
}
