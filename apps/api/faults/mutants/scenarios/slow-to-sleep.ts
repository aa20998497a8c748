import type { Scenario } from '../../scenario.ts'
import type { Patch } from '../patch.ts'

/** Something else comes between a reader's last look and its going to sleep, as it may at any time. */
const pauseBeforeSleep: Patch = {
  file: 'apps/api/src/ws/lane-subscription.ts',
  find: 'this.#stopWaiting = source.onNews(this.#pump)',
  replace: `setTimeout(() => {
            if (this.#state !== 'ended') this.#stopWaiting = source.onNews(this.#pump)
          }, 40)`,
}

export const slowToSleep: Scenario = {
  id: 'slow-to-sleep',
  promise: 'what comes between the last look and the sleep of a reader wakes them all the same',
  async run(stage) {
    await stage.start({ nodeCount: 1, withRedis: false, patches: [pauseBeforeSleep] })
    const rooms = await stage.openRooms(5, 3)
    await Promise.all(rooms.map((room) => room.talk({ messages: 20 })))
    await stage.quiesce(4_000)
  },
}
