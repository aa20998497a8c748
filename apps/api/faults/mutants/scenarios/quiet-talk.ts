import type { Scenario } from '../../scenario.ts'

/** Nothing fails. */
export const quietTalk: Scenario = {
  id: 'quiet-talk',
  promise: 'a log counts from one to its end, and everybody has it',
  async run(stage) {
    await stage.start({ nodeCount: 1, withRedis: false })
    const rooms = await stage.openRooms(3, 3)
    await Promise.all(rooms.map((room) => room.talk({ messages: 20, overMs: 1_000, noteEvery: 3 })))
    await stage.quiesce(5_000)
  },
}
