import { socketLimits } from '../../src/ws/socket-limits.ts'
import { howLongUntil } from '../how-long-until.ts'
import { withSocketLimits } from '../scaled.ts'
import type { Scenario } from '../scenario.ts'
import { until } from '../until.ts'

const ROOMS = { short: 4, large: 34 }
/** A fifth of the product's own. */
const PINGS = { pingEveryMs: 2_880, pongWithinMs: 1_000 }
const PRODUCT_MAX_MS = 20_000
const SCALE = 5
/** One turn of the heartbeat, and what a busy machine is late. */
const SLACK_MS = 1_000

export const zombies: Scenario = {
  id: 'c10',
  promise:
    'a network that swallows everything is noticed on both sides, and those who come back have missed nothing',
  async run(stage) {
    const { recorder, timing } = stage
    const { pingEveryMs, pongWithinMs } = socketLimits
    if (pingEveryMs + pongWithinMs > PRODUCT_MAX_MS)
      recorder.observe('missed', 'the product notices a dead connection too late')
    const { nodes } = await stage.start({ nodeCount: 2, patches: [withSocketLimits(PINGS)] })
    const roads = await Promise.all(nodes.map((node) => stage.sideRoad(node)))
    const addresses = roads.map(({ port }) => `http://127.0.0.1:${port}`)
    const rooms = await stage.openRooms(ROOMS[stage.isLarge ? 'large' : 'short'], 3, addresses)
    await until(() => stage.readers.every(({ isLive }) => isLive))

    const talking = Promise.all(
      rooms.map((room) => room.talk({ messages: 30, overMs: 5_000, noteEvery: 5 })),
    )
    const struck = roads.reduce((sum, road) => sum + road.blackHole(), 0)
    recorder.fault('black hole', struck)
    const nobody = (side: 'clients' | 'servers') => () =>
      roads.every(({ swallowed }) => swallowed[side] === 0)
    const [clientsMs, serversMs] = await Promise.all([
      howLongUntil(nobody('clients'), PRODUCT_MAX_MS),
      howLongUntil(nobody('servers'), PRODUCT_MAX_MS),
    ])
    const clientMark = timing.pingEveryMs + timing.pongWithinMs + SLACK_MS
    recorder.figure('all clients gave up after', clientsMs, { mark: clientMark })
    recorder.figure('all nodes gave up after', serversMs, {
      mark: PRODUCT_MAX_MS / SCALE + SLACK_MS,
    })
    await talking
    await stage.quiesce()
  },
}
