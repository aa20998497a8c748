import type { Scenario } from '../../scenario.ts'

/** Nodes that do not hear of each other at all: each finds out by looking. */
export const deafNodes: Scenario = {
  id: 'deaf-nodes',
  promise: 'a message reaches readers on a node that nobody told of it, in about a second',
  marks: { caughtUpMs: 3_000 },
  async run(stage) {
    await stage.start({ nodeCount: 2, withRedis: false })
    const rooms = await stage.openRooms(6, 3)
    await Promise.all(rooms.map((room) => room.talk({ messages: 10, overMs: 500 })))
    await stage.quiesce(8_000)
  },
}
