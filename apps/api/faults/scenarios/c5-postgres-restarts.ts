import { setTimeout as sleep } from 'node:timers/promises'
import { startProbing } from '../clients/probe.ts'
import { howLongUntil } from '../how-long-until.ts'
import type { Scenario } from '../scenario.ts'

const RESTARTS = { short: 2, large: 10 }
const BETWEEN_MS = 2_000
/** By turns: a restart, and long enough that those who try again wait longer and longer. */
const DOWN_MS = { short: [700, 5_000], large: [700, 12_000] }
const ROOMS = 10
const EMPTY_WITHIN_MS = 10_000

export const postgresRestarts: Scenario = {
  id: 'c5',
  promise:
    'Postgres crashes while people write: what was acknowledged is there, the rest follows soon, and no answer tells anything of it',
  async run(stage) {
    const { recorder, services, isLarge } = stage
    const size = isLarge ? 'large' : 'short'
    const outagesMs = Array.from({ length: RESTARTS[size] }, (_, restart) => {
      const [brief = 0, long = 0] = DOWN_MS[size]
      return restart % 2 === 0 ? brief : long
    })
    const overMs = outagesMs.reduce((sum, downMs) => sum + BETWEEN_MS + downMs, BETWEEN_MS)
    await stage.start({ nodeCount: 2 })
    const rooms = await stage.openRooms(ROOMS, 3)
    const probe = startProbing(stage)

    // Fifty messages a second, over all rooms.
    const messages = Math.round((50 * overMs) / 1_000 / ROOMS)
    const talking = rooms.map((room) => room.talk({ messages, overMs, noteEvery: 10 }))
    for (const downMs of outagesMs) {
      await sleep(BETWEEN_MS)
      await services.postgres.kill()
      recorder.fault('crash of Postgres')
      await sleep(downMs)
      await services.postgres.start()
      const waiting = [...recorder.intents.values()].filter(({ ackedSeq }) => ackedSeq === null)
      const emptyMs = await howLongUntil(
        () =>
          waiting.every(({ ackedSeq, refusedWith }) => ackedSeq !== null || refusedWith !== null),
        EMPTY_WITHIN_MS,
      )
      recorder.figure(`${waiting.length} that waited were sent after`, emptyMs, {
        mark: EMPTY_WITHIN_MS,
      })
    }
    await Promise.all(talking)
    await stage.quiesce()
    const { asked, failed } = await probe.stop()
    recorder.figure(`of ${asked} other calls failed`, failed, { unit: '' })
    if (failed === 0) recorder.observe('blind', 'no call failed, so nothing was seen of failures')
  },
}
