import { setTimeout as sleep } from 'node:timers/promises'
import type { Scenario } from '../scenario.ts'

const FLAPS = { short: 16, large: 100 }
const ROOMS = 8
/** A third of a second up and down: clients here are quicker than the product's by as much. */
const HALF_MS = 330
/** More than this between two losses is not waiting, it is hammering. */
const DIALS_PER_FLAP = 4

export const flapping: Scenario = {
  id: 'c11',
  promise: 'a network that comes and goes lets nothing through twice, and nobody hammers at it',
  async run(stage) {
    const { recorder } = stage
    const flaps = FLAPS[stage.isLarge ? 'large' : 'short']
    const { nodes } = await stage.start({ nodeCount: 2 })
    const rooms = await stage.openRooms(ROOMS, 3)
    const overMs = 2 * flaps * HALF_MS
    const startedMs = performance.now()
    const talking = Promise.all(
      rooms.map((room) => room.talk({ messages: 3 * flaps, overMs, noteEvery: 6 })),
    )
    for (let flap = 0; flap < flaps; flap += 1) {
      await sleep(HALF_MS)
      for (const { clients } of nodes) {
        // By turns nothing is there any more, and somebody is there who says nothing.
        if (flap % 2 === 0) clients.cut()
        clients.partition()
      }
      recorder.fault('network gone')
      await sleep(HALF_MS)
      for (const { clients } of nodes) clients.heal()
    }
    await talking
    await stage.quiesce()

    const dials = stage.readers.map(({ diary }) => diary.of('dialled', startedMs).length)
    recorder.figure('connects per reader', Math.max(...dials), {
      mark: DIALS_PER_FLAP * flaps,
      unit: '',
    })
    if (Math.min(...dials) === 0) recorder.observe('harmless', 'somebody did not lose a connection')
  },
}
