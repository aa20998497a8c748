import { setTimeout as sleep } from 'node:timers/promises'
import { socketLimits } from '../../src/ws/socket-limits.ts'
import { startFlood } from '../clients/flood.ts'
import { newAgent } from '../clients/people.ts'
import type { RoomReader } from '../clients/room-reader.ts'
import { patientTiming } from '../clients/timing.ts'
import { howLongUntil } from '../how-long-until.ts'
import { startLapse } from '../oracle/lapse.ts'
import { withSocketLimits } from '../scaled.ts'
import type { Scenario } from '../scenario.ts'
import { openFilesOf, rssBytesOf } from '../services/process-look.ts'
import type { Stage } from '../stage.ts'
import { until } from '../until.ts'

const SLOW = { short: 5, large: 50 }
const PER_SECOND = 100
const MORE_STREAMS = 3
/** More than a node keeps of a room, so that it has all the memory that it needs for it. */
const WARM_MESSAGES = 300
const CALM_MS = 2_000
const GIVE_UP_MS = 60_000
const TRICKLE_BYTES_PER_SECOND = 1_024
/** A fifth of the product's own, so that it takes a fifth of the time. */
const SLOW_MAX_MS = 3_000
/** A mebibyte each, and a batch of two hundred of the longest messages that was about to be written. */
const MARKS = { productCutMs: 20_000, cutMs: 12_000, mibEach: 1 + 2.4, p99Growth: 1.2 }
/** What a collector of garbage may leave lying about, and a busy machine may be late. */
const SLACK = { mib: 64, ms: 100 }
const MIB = 1_024 * 1_024

interface Slow {
  readonly readers: readonly RoomReader[]
  readOn(): void
}

/** Half of them read nothing any more, half of them a kilobyte per second. */
async function slowReaders(stage: Stage, roomId: string, each: number): Promise<Slow> {
  const { cluster } = stage
  const [node] = cluster.nodes
  if (!node) throw new Error('There is no node.')
  const road = await stage.sideRoad(node)
  const readers: RoomReader[] = []
  for (let index = 0; index < 2 * each; index += 1) {
    const person = await newAgent(cluster, { name: `Slow ${index}`, role: 'manager' })
    // Without a proxy in between, which would take a few megabytes before the node notices.
    const { port } = index < each ? node : road
    const address = `http://127.0.0.1:${port}`
    readers.push(stage.follow({ person, roomId, addresses: [address], timing: patientTiming }))
  }
  await until(() => readers.every(({ isLive }) => isLive))
  // What the system holds back for a connection is megabytes: several streams fill it sooner.
  for (const { socket } of readers) {
    for (let more = 0; more < MORE_STREAMS; more += 1) socket?.subscribe('room.events', { roomId })
  }
  for (const reader of readers.slice(0, each)) reader.setReading(false)
  road.weather({ latencyMs: 0, bytesPerSecond: TRICKLE_BYTES_PER_SECOND, random: stage.chance() })
  stage.recorder.fault('slow reader', readers.length)
  return {
    readers,
    readOn() {
      road.heal()
      for (const reader of readers) reader.setReading(true)
    },
  }
}

export const slowConsumers: Scenario = {
  id: 'c9',
  promise: 'who does not read is cut off soon, costs next to nothing, and nobody else notices',
  async run(stage) {
    const { recorder, isLarge } = stage
    const each = SLOW[isLarge ? 'large' : 'short']
    if (socketLimits.slowMaxMs + socketLimits.closeWithinMs > MARKS.productCutMs)
      recorder.observe('missed', 'the product waits too long for those who do not read')
    const patches = [withSocketLimits({ slowMaxMs: SLOW_MAX_MS })]
    const { nodes } = await stage.start({ nodeCount: 1, patches })
    const [room] = await stage.openRooms(1, 3)
    const [node] = nodes
    if (!room || !node) throw new Error('There is no room.')
    const others = room.readers.map(({ tape }) => tape)

    const flood = await startFlood(stage, room, { perSecond: PER_SECOND })
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, rssBytesOf(node.pid))
    }, 50)
    stage.onSweep(() => clearInterval(watch))
    await until(() => others.every(({ cursor }) => cursor > WARM_MESSAGES))
    const calm = startLapse(others)
    await sleep(CALM_MS)
    const before = { p99: calm().p99, peak }

    const slow = await slowReaders(stage, room.roomId, each)
    const lapse = startLapse(others)
    const startedMs = performance.now()
    // Only the node knows: who does not read does not hear of the end either.
    const full = openFilesOf(node.pid)
    const isCut = () => openFilesOf(node.pid) <= full - slow.readers.length
    const cutMs = await howLongUntil(isCut, GIVE_UP_MS)
    recorder.figure(`${slow.readers.length} cut after`, cutMs, { mark: MARKS.cutMs })
    const { p99 } = lapse()
    const grownMib = Math.max(0, peak - before.peak) / MIB
    recorder.figure('grew by', grownMib, {
      mark: MARKS.mibEach * slow.readers.length + SLACK.mib,
      unit: 'MiB',
    })
    recorder.figure(`p99 of the others, ${before.p99} ms before`, p99, {
      mark: MARKS.p99Growth * before.p99 + SLACK.ms,
    })
    await flood.stop()
    slow.readOn()
    await stage.quiesce()
    const back = slow.readers.filter(({ diary }) => diary.of('live', startedMs).length > 0).length
    recorder.figure('back', back, { unit: '' })
    if (back < slow.readers.length) recorder.observe('harmless', 'some were never cut off')
  },
}
