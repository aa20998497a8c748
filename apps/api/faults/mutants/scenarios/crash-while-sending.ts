import { crashPostgres } from '../../chaos.ts'
import type { Scenario } from '../../scenario.ts'
import { until } from '../../until.ts'

const CRASHES = 3

/** The database dies in the middle of many sends, without a chance to write down what it has not written down yet. */
export const crashWhileSending: Scenario = {
  id: 'crash-while-sending',
  promise: 'what was acknowledged survives a crash of the database',
  async run(stage) {
    await stage.start({ nodeCount: 1, withRedis: false })
    const rooms = await stage.openRooms(6, 2)
    const sent = () => stage.recorder.acked
    const talking = Promise.all(rooms.map((room) => room.talk({ messages: 80 })))
    for (let crash = 1; crash <= CRASHES; crash += 1) {
      await until(() => sent() > crash * 110)
      await crashPostgres(stage)
    }
    await talking
    await stage.quiesce(8_000)
  },
}
