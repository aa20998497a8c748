import { startLapse } from '../oracle/lapse.ts'
import type { Scenario } from '../scenario.ts'

const SOCKETS = { short: 200, large: 5_000 }
const PER_SECOND = { short: 50, large: 500 }
const SHORT_MS = 5_000
const MARKS_MS = { p50: 25, p99: 150 }

export const healthyLoad: Scenario = {
  id: 'c2',
  promise:
    'while nothing fails, everybody reads what is said within a blink, and nothing is tried twice',
  async run(stage) {
    const { isLarge, recorder, options } = stage
    const size = isLarge ? 'large' : 'short'
    const overMs = isLarge ? options.minutes * 60_000 : SHORT_MS
    await stage.start({ nodeCount: 2 })
    const rooms = await stage.openRooms(Math.round(SOCKETS[size] / 3), 3)
    await Promise.all(rooms.map((room) => room.talk({ messages: 2 })))

    const messages = Math.round((PER_SECOND[size] * overMs) / 1_000 / rooms.length)
    const lapse = startLapse(recorder.readers)
    await Promise.all(rooms.map((room) => room.talk({ messages, overMs })))
    await stage.quiesce()

    const { p50, p99 } = lapse()
    recorder.figure('p50', p50, { mark: MARKS_MS.p50 })
    recorder.figure('p99', p99, { mark: MARKS_MS.p99 })
    const boxes = rooms.flatMap(({ customerBox, agentBox }) => [customerBox, agentBox])
    const attempts = boxes.reduce((sum, box) => sum + box.attempts, 0)
    const again = attempts - rooms.length * (2 + messages)
    recorder.figure('attempts that failed', again, { mark: 0, unit: '' })
    const lost = stage.readers.flatMap(({ diary }) => diary.absencesMs())
    recorder.figure('streams that broke', lost.length, { mark: 0, unit: '' })
  },
}
