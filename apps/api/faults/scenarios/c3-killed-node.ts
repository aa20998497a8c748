import { setTimeout as sleep } from 'node:timers/promises'
import { spreadOf } from '../oracle/check-times.ts'
import type { Scenario } from '../scenario.ts'
import { until } from '../until.ts'

const ROOMS = { short: 30, large: 667 }
const KILLS = { short: 3, large: 20 }
const MARKS_MS = { p99: 3_000, max: 8_000 }
const BETWEEN_KILLS_MS = 2_500
const DEAD_MS = 500

export const killedNode: Scenario = {
  id: 'c3',
  promise: 'whoever was on a node that is killed goes on reading on another one within seconds',
  async run(stage) {
    const { recorder, isLarge } = stage
    const size = isLarge ? 'large' : 'short'
    const { nodes } = await stage.start({ nodeCount: 3 })
    const rooms = await stage.openRooms(ROOMS[size], 3)
    await until(() => stage.readers.every(({ isLive }) => isLive))

    const random = stage.chance()
    const killInTurn = async () => {
      for (let kill = 0; kill < KILLS[size]; kill += 1) {
        const node = nodes[Math.floor(random() * nodes.length)]
        await node?.kill()
        recorder.fault('kill -9 of a node')
        await sleep(DEAD_MS)
        await node?.start()
        await sleep(BETWEEN_KILLS_MS * random())
      }
    }
    const startedMs = performance.now()
    const overMs = KILLS[size] * BETWEEN_KILLS_MS
    const messages = isLarge ? 100 : 20
    const talking = rooms.map((room) => room.talk({ messages, overMs, noteEvery: 5 }))
    await Promise.all([...talking, killInTurn()])
    await stage.quiesce()

    const away = stage.readers.flatMap(({ diary }) => diary.absencesMs(startedMs))
    const { count, p50, p99, max } = spreadOf(away)
    recorder.figure('streams that broke', count, { unit: '' })
    recorder.figure('half of them resumed after', p50)
    recorder.figure('99 %', p99, { mark: MARKS_MS.p99 })
    recorder.figure('all', max, { mark: MARKS_MS.max })
    if (count === 0) recorder.observe('harmless', 'nobody noticed that a node was killed')
  },
}
