import { busSpoiler } from '../../bus-spoiler.ts'
import { strikeUntil } from '../../chaos.ts'
import type { Scenario } from '../../scenario.ts'

const CUT_SHARE = 0.2

/** The bus loses, repeats and reorders, and connections are cut all the time. */
export const lossyBus: Scenario = {
  id: 'lossy-bus',
  promise: 'what the bus loses, repeats or reorders, and what a cut interrupts, changes nothing',
  async run(stage) {
    const { nodes } = await stage.start({ nodeCount: 2, patches: [busSpoiler] })
    const rooms = await stage.openRooms(4, 3)
    const talking = Promise.all(rooms.map((room) => room.talk({ messages: 40, overMs: 3_000 })))
    const cuts = {
      everyMs: 300,
      strike: async (random: () => number) => {
        for (const { clients } of nodes) {
          stage.recorder.fault(
            'cut',
            clients.cut(() => random() < CUT_SHARE),
          )
        }
      },
    }
    await strikeUntil(talking, stage, [cuts])
    await stage.quiesce(8_000)
  },
}
