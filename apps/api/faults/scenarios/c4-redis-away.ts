import { isAvailableAt, openDesk } from '../clients/desk.ts'
import { howLongUntil } from '../how-long-until.ts'
import { startLapse } from '../oracle/lapse.ts'
import type { Scenario } from '../scenario.ts'
import type { ApiNode } from '../services/api-node.ts'

const ROOMS = 12
const TALK = { messages: 8, noteEvery: 4 }
const SHORT_MS = 2_000
const MARKS_MS = { p95: 1_500, presence: 30_000 }

export const redisAway: Scenario = {
  id: 'c4',
  promise:
    'Redis gone, half cut off or emptied makes messages a little late and loses none; who is there is right again soon after',
  async run(stage) {
    const { recorder, services, isLarge, options } = stage
    const overMs = isLarge ? options.minutes * 60_000 : SHORT_MS
    const { nodes } = await stage.start({ nodeCount: 2 })
    const [here, there] = nodes as [ApiNode, ApiNode]
    const rooms = await stage.openRooms(ROOMS, 3)
    const talkThrough = async (fault: string) => {
      recorder.fault(fault)
      const lapse = startLapse(recorder.readers)
      await Promise.all(rooms.map((room) => room.talk({ ...TALK, overMs })))
      // What was said last is still on its way.
      await stage.quiesce()
      recorder.figure(`${fault}: p95`, lapse().p95, { mark: MARKS_MS.p95 })
    }
    const healed = async (what: string, isSo: () => Promise<boolean>) =>
      recorder.figure(what, await howLongUntil(isSo, MARKS_MS.presence), {
        mark: MARKS_MS.presence,
      })

    if (await isAvailableAt(there)) recorder.observe('present', 'somebody is there already')
    await services.redis.kill()
    const desk = await openDesk(stage, here)
    await talkThrough('Redis gone')
    await services.redis.start()
    await healed('known elsewhere who came meanwhile', () => isAvailableAt(there))

    here.redis?.stall('toClient')
    await talkThrough('Redis half cut off')
    here.redis?.heal()

    await services.redis.flush()
    if (!(await isAvailableAt(there))) recorder.observe('absent', 'emptying Redis made an agent go')
    await talkThrough('Redis emptied')
    desk.leave()
    await healed('known elsewhere who left', async () => !(await isAvailableAt(there)))
    await stage.quiesce()
  },
}
