import { strikeUntil } from '../../chaos.ts'
import type { Scenario } from '../../scenario.ts'

/** Everybody is cut off, again and again. */
export const cutOff: Scenario = {
  id: 'cut-off',
  promise: 'who is cut off goes on where they were, and is shown nothing anew',
  async run(stage) {
    const { nodes } = await stage.start({ nodeCount: 2, withRedis: false })
    const rooms = await stage.openRooms(3, 3)
    const talking = Promise.all(rooms.map((room) => room.talk({ messages: 30, overMs: 2_500 })))
    const cutAll = {
      everyMs: 500,
      strike: async () => {
        for (const { clients } of nodes) stage.recorder.fault('cut', clients.cut())
      },
    }
    await strikeUntil(talking, stage, [cutAll])
    await stage.quiesce(8_000)
  },
}
