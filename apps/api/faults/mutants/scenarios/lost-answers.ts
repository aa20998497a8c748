import { strikeUntil } from '../../chaos.ts'
import type { Scenario } from '../../scenario.ts'

const SHARE = 0.4

/** What is asked arrives; what is answered does not, so that everything is asked again. */
export const lostAnswers: Scenario = {
  id: 'lost-answers',
  promise: 'a send whose answer is lost is stored once, however often it is repeated',
  async run(stage) {
    const { nodes } = await stage.start({ nodeCount: 1, timing: { attemptMs: 400 } })
    const rooms = await stage.openRooms(4, 2)
    const talking = Promise.all(rooms.map((room) => room.talk({ messages: 16, overMs: 2_000 })))
    const swallow = {
      everyMs: 250,
      strike: async (random: () => number) => {
        const pick = () => random() < SHARE
        for (const { clients } of nodes) {
          stage.recorder.fault('answers lost', clients.blackHole({ pick, direction: 'toClient' }))
        }
      },
    }
    await strikeUntil(talking, stage, [swallow])
    await stage.quiesce(8_000)
  },
}
