import { callOverHttp } from '../../clients/http-call.ts'
import type { Scenario } from '../../scenario.ts'

/** How far somebody has read is told late and out of order: by another tab, by a retry. */
export const readWatermark: Scenario = {
  id: 'read-watermark',
  promise: 'how far somebody has read never goes back',
  async run(stage) {
    const { addresses, stores } = await stage.start({ nodeCount: 2, withRedis: false })
    const [room] = await stage.openRooms(1, 2)
    if (!room) return
    const { roomId, customer, agent } = room
    await room.talk({ messages: 20 })
    for (const person of [customer, agent]) {
      let greatest = 0
      for (const seq of [7, 15, 3, 12, 1]) {
        await callOverHttp({
          address: addresses[seq % addresses.length] ?? '',
          person,
          path: 'room.markRead',
          input: { roomId, seq },
          timeoutMs: 5_000,
        })
        greatest = Math.max(greatest, seq)
        const { customerSeq, staffSeq } = await stores.rooms.readState(roomId)
        const now = person === customer ? customerSeq : staffSeq
        if (now === greatest) continue
        stage.recorder.observe('read-back', `${person.name} had read ${greatest}, and now ${now}`)
      }
    }
    await stage.quiesce(5_000)
  },
}
