import { describe, expect, test } from 'vitest'
import type { Scene } from '../scene.ts'

const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff'

/** Reads of many rooms at once, for nodes that collect what one moment asks for. */
export function batchedReadsContract(scene: () => Scene): void {
  describe('batched reads', () => {
    test('DL-3: many logs are read at once, each from its position, in the order asked', async () => {
      const the = scene()
      const owner = await the.agent()
      const rooms = [await the.open(owner), await the.open(owner), await the.waiting()]
      for (const { customer, roomId } of [...rooms, ...rooms]) await the.say(customer, roomId)
      await the.ports.rooms.appendMessage(owner, {
        roomId: rooms[0]?.roomId ?? '',
        kind: 'note',
        body: 'Hush',
        clientId: the.key(),
      })
      const queries = [...rooms, ...rooms].toReversed().map(({ roomId }, index) => ({
        roomId,
        afterSeq: index,
        limit: 1 + (index % 3),
      }))
      const expected = queries.map(async ({ roomId, afterSeq, limit }) =>
        (await the.log(roomId)).slice(afterSeq, afterSeq + limit),
      )
      expect(await the.ports.rooms.readLogs(queries)).toEqual(await Promise.all(expected))
    })

    test('DL-3: beyond the end, before the beginning and in an unknown room there is what there is', async () => {
      const the = scene()
      const { roomId } = await the.waiting()
      const log = await the.log(roomId)
      const from = (afterSeq: number) => ({ roomId, afterSeq, limit: 50 })
      const queries = [from(-1), from(2), { ...from(0), roomId: NOBODY }, from(2 ** 40)]
      expect(await the.ports.rooms.readLogs(queries)).toEqual([log, [], [], []])
      expect(await the.ports.rooms.readLogs([])).toEqual([])
    })

    test('PM-2: rooms are found in the order asked, and unknown ones are left out', async () => {
      const the = scene()
      const ids = [(await the.waiting()).roomId, (await the.open(await the.agent())).roomId]
      const [first = '', second = ''] = ids
      const found = await the.ports.rooms.findRooms([second, NOBODY, 'x', first])
      expect(found).toEqual([await the.room(second), await the.room(first)])
      expect(await the.ports.rooms.findRooms([])).toEqual([])
    })
  })
}
