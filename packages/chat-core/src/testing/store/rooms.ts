import { describe, expect, test } from 'vitest'
import { fromIso } from '../../memory/iso-time.ts'
import { systemMessage } from '../../message/message.ts'
import type { RoomState } from '../../room/room.ts'
import { stay, toOpen } from '../../room/room-decision.ts'
import type { Scene } from '../scene.ts'

const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff'

export function roomsContract(scene: () => Scene): void {
  describe('rooms', () => {
    test('RM-1: a new room is closed, empty and in the default group', async () => {
      const { customer, groupIds, ports } = { ...scene(), ...(await scene().customer()) }
      expect(await ports.rooms.findRoomOfCustomer(customer.id)).toMatchObject({
        customer: { id: customer.id, name: customer.name, identified: false },
        group: { id: groupIds[0] },
        status: 'closed',
        assignee: null,
        waitingSince: null,
        lastSeq: 0,
        joinedInto: null,
      })
    })

    test('RM-1: many who ask at once get the one room', async () => {
      const { ports } = scene()
      const customer = await ports.customers.createCustomer({ name: 'Mara' })
      const asked = Array.from({ length: 20 }, () => ports.rooms.getOrCreateRoom(customer.id))
      const ids = new Set((await Promise.all(asked)).map(({ id }) => id))
      expect(ids.size).toBe(1)
      const found = await ports.rooms.findRoomOfCustomer(customer.id)
      expect(ids.has(found?.id ?? '')).toBe(true)
    })

    test('PM-2: an unknown room is null everywhere', async () => {
      const { rooms } = scene().ports
      const decide = () => {
        throw new Error('There was nothing to decide.')
      }
      expect(await rooms.findRoom(NOBODY)).toBeNull()
      expect(await rooms.findRoomOfCustomer(NOBODY)).toBeNull()
      expect(await rooms.readView(NOBODY, 'staff', 10)).toBeNull()
      expect(await rooms.changeRoom(NOBODY, decide)).toBeNull()
      expect(await rooms.joinRooms(NOBODY, NOBODY, decide)).toBeNull()
      expect(await rooms.lastSeqs([NOBODY])).toEqual(new Map())
      expect(await rooms.summaries([NOBODY])).toEqual([])
      expect(await rooms.queuePlaces([NOBODY])).toEqual(new Map())
    })

    test('RM-10: a decision that throws or is null writes nothing', async () => {
      const { ports, ...the } = scene()
      const { roomId } = await the.waiting()
      const before = [
        await the.room(roomId),
        await the.log(roomId),
        await ports.rooms.threads(roomId),
      ]
      const refusal = new Error('No.')
      const refused = ports.rooms.changeRoom(roomId, () => {
        throw refusal
      })
      await expect(refused).rejects.toBe(refusal)
      const kept = await ports.rooms.changeRoom(roomId, () => null)
      expect(kept).toEqual({ room: before[0], messages: [] })
      expect([
        await the.room(roomId),
        await the.log(roomId),
        await ports.rooms.threads(roomId),
      ]).toEqual(before)
    })

    test('RM-2: the store itself refuses an open room without an owner, whole', async () => {
      const { ports, ...the } = scene()
      const { roomId } = await the.waiting()
      const before = [
        await the.room(roomId),
        await the.log(roomId),
        await ports.rooms.threads(roomId),
      ]
      const broken = ports.rooms.changeRoom(roomId, ({ room }) => ({
        ...stay(room, [systemMessage({ type: 'room.opened' })]),
        status: 'open',
        waitingSince: null,
      }))
      await expect(broken).rejects.toThrow()
      expect([
        await the.room(roomId),
        await the.log(roomId),
        await ports.rooms.threads(roomId),
      ]).toEqual(before)
    })

    test('MS-7: a decision sees the store clock and its messages bear that time', async () => {
      const { ports, ...the } = scene()
      const { roomId } = await the.waiting()
      const agent = await the.agent()
      const seen: RoomState[] = []
      const change = await ports.rooms.changeRoom(
        roomId,
        (state) => {
          seen.push(state)
          return toOpen(state, agent, [
            systemMessage({ type: 'room.assigned', agent, by: null, waitedMs: state.waitedMs }),
          ])
        },
        { ownerId: agent.id },
      )
      const state = seen.at(-1)
      const waitingSince = (await the.log(roomId)).at(0)?.createdAt
      expect(state?.room.waitingSince).toBe(waitingSince)
      expect(state?.waitedMs).toBe(fromIso(state?.now ?? '') - fromIso(waitingSince ?? ''))
      expect(change?.messages.map(({ createdAt }) => createdAt)).toEqual([state?.now])
      expect(change?.room).toEqual(await the.room(roomId))
    })

    test('QU-6: every message and every move raises the version', async () => {
      const { ports, ...the } = scene()
      const agent = await the.agent()
      const { customer, roomId } = await the.waiting()
      const versions = [(await the.room(roomId)).version]
      for (const step of [
        () => the.say(customer, roomId),
        () => the.say(agent, roomId),
        () =>
          ports.rooms.changeRoom(roomId, (state) => toOpen(state, agent, []), {
            ownerId: agent.id,
          }),
        () => ports.rooms.advanceRead(roomId, agent, 2),
      ]) {
        await step()
        versions.push((await the.room(roomId)).version)
      }
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
    })
  })
}
