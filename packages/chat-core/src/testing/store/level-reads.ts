import { describe, expect, test } from 'vitest'
import { acceptRoom } from '../../room/accept-room.ts'
import type { Scene } from '../scene.ts'

const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff'

/** What a node reads now and then to find what no notice told it of. */
export function levelReadsContract(scene: () => Scene): void {
  describe('level reads', () => {
    test('DL-6: the rooms that live are those that wait or are open, with their owner and version', async () => {
      const the = scene()
      const owner = await the.agent()
      const [waiting, open] = [await the.waiting(), await the.open(owner)]
      await the.closed(owner)
      await the.customer()

      const live = await the.ports.rooms.liveRooms()
      const expected = await Promise.all(
        [waiting, open].map(async ({ roomId }) => {
          const { id, version, customer, group, assignee } = await the.room(roomId)
          const own = assignee && { id: assignee.id }
          return {
            id,
            version,
            customer: { id: customer.id },
            group: { id: group.id },
            assignee: own,
          }
        }),
      )
      expect(live).toHaveLength(2)
      expect(live).toEqual(expect.arrayContaining(expected))
    })

    test('DL-6: what an agent reads, and what changes hands, shows in a new version', async () => {
      const the = scene()
      const owner = await the.agent()
      const { roomId } = await the.waiting()
      const read = async () => (await the.ports.rooms.liveRooms()).find(({ id }) => id === roomId)
      const versions = [(await read())?.version ?? 0]
      await acceptRoom(the.ports, owner, { roomId })
      versions.push((await read())?.version ?? 0)
      await the.ports.rooms.advanceRead(roomId, { kind: 'agent', id: owner.id }, 2)
      versions.push((await read())?.version ?? 0)

      expect(new Set(versions).size).toBe(3)
      expect(versions).toEqual(versions.toSorted((a, b) => a - b))
    })

    test('RD-1: how far many rooms are read is read at once', async () => {
      const the = scene()
      const owner = await the.agent()
      const { customer, roomId } = await the.open(owner)
      const { roomId: unread } = await the.waiting()
      const { rooms } = the.ports
      await rooms.advanceRead(roomId, { kind: 'customer', id: customer.id }, 1)
      await rooms.advanceRead(roomId, { kind: 'agent', id: owner.id }, 3)

      const nothing = { customerSeq: 0, staffSeq: 0 }
      const states = await rooms.readStates([roomId, unread, NOBODY])
      expect(states.get(roomId)).toEqual(await rooms.readState(roomId))
      expect(states.get(roomId)).toEqual({ customerSeq: 1, staffSeq: 3 })
      expect(states.get(unread)).toEqual(nothing)
      expect(states.get(NOBODY)).toEqual(nothing)
      expect(await rooms.readStates([])).toEqual(new Map())
    })
  })
}
