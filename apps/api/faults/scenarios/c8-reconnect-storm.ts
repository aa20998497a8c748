import { startLagProbe } from '../clients/lag-probe.ts'
import { patientTiming } from '../clients/timing.ts'
import type { Patch } from '../mutants/patch.ts'
import { spreadOf } from '../oracle/check-times.ts'
import { withSocketLimits } from '../scaled.ts'
import type { Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'
import { until } from '../until.ts'

const ROOMS = { short: 25, large: 833 }
const READERS = 6
const NODES = 2
/** In the short form less than the product's own, as the storm is smaller than those it is made for. */
const CONNECTS = {
  short: { burst: 15, perSecond: 20 },
  large: { burst: 400, perSecond: 200 },
}
const MARKS_MS = { backP99: 15_000, answerP99: 200 }
const SECOND_MS = 1_000
/** Who hears late of one that came in before counts it to the next second. */
const LATE = 1.2

/** Lets the nodes tell how many logs they read. */
const readsTold: Patch = {
  file: 'apps/api/src/realtime/room-hubs.ts',
  find: 'rooms.readLogs(queries),',
  replace: `{
        console.log(JSON.stringify({ counted: 'reads', times: queries.length }))
        return rooms.readLogs(queries)
      },`,
}

/** The most sockets that came in over one road within any one second. */
function fastestSecond({ readers }: Stage, roads: readonly string[], sinceMs: number): number {
  const opened = readers.flatMap(({ diary }) => diary.of('live', sinceMs))
  const counts = roads.flatMap((address) => {
    const times = opened.filter((turn) => turn.address === address).map(({ atMs }) => atMs)
    return times.map((from) => times.filter((at) => at >= from && at < from + SECOND_MS).length)
  })
  return Math.max(0, ...counts)
}

export const reconnectStorm: Scenario = {
  id: 'c8',
  promise:
    'when all connections break at once, everybody is back soon, at a pace that nodes and database bear',
  async run(stage) {
    const { recorder } = stage
    const size = stage.isLarge ? 'large' : 'short'
    const connects = CONNECTS[size]
    const timing = { ...patientTiming, backoffBaseMs: 400 }
    const patches = [withSocketLimits({ connects }), readsTold]
    const cluster = await stage.start({ nodeCount: NODES, timing, patches })
    const proxies = await Promise.all(cluster.nodes.map((node) => stage.sideRoad(node)))
    const roads = proxies.map(({ port }) => `http://127.0.0.1:${port}`)
    const rooms = await stage.openRooms(ROOMS[size], READERS, roads)
    await until(() => stage.readers.every(({ isLive }) => isLive), 60_000)
    const readsBefore = recorder.counted('reads')

    // Something is said while all of them are away, so that each has something to catch up with.
    for (const road of proxies) {
      recorder.fault('cut', road.cut())
      road.partition()
    }
    await Promise.all(rooms.map((room) => room.talk({ messages: 2 })))
    const startedMs = performance.now()
    const probe = startLagProbe(cluster)
    for (const road of proxies) road.heal()
    await until(() => stage.readers.every(({ isLive }) => isLive), 60_000)
    const answersMs = await probe.stop()
    await stage.quiesce()

    const back = stage.readers.flatMap(({ diary }) => diary.of('live', startedMs))
    const { p50, p99 } = spreadOf(back.map(({ atMs }) => atMs - startedMs))
    recorder.figure(`${back.length} were back: p50`, p50)
    recorder.figure('p99', p99, { mark: MARKS_MS.backP99 })
    recorder.figure('let in within a second', fastestSecond(stage, roads, startedMs), {
      mark: LATE * (connects.burst + connects.perSecond),
      unit: '',
    })
    recorder.figure('answers meanwhile: p99', spreadOf(answersMs).p99, { mark: MARKS_MS.answerP99 })
    const reads = recorder.counted('reads') - readsBefore
    recorder.figure('reads of logs', reads, { mark: rooms.length * NODES * 2, unit: '' })
  },
}
