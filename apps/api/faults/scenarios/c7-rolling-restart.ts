import { patientTiming } from '../clients/timing.ts'
import type { Scenario } from '../scenario.ts'
import type { ApiNode } from '../services/api-node.ts'
import type { Stage } from '../stage.ts'
import { until } from '../until.ts'

const ROOMS = { short: 20, large: 400 }
const TURNS = { short: 1, large: 5 }
const MARKS = { exitMs: 30_000, movesPerSecond: 100 }
/** By which a client may hear late, or early after somebody who heard late. */
const LATE_MS = 150

/** How many readers a node sent away per second, from the first to the last. */
function moveRate({ readers }: Stage, { address }: ApiNode, sinceMs: number): number {
  const told = readers
    .flatMap(({ diary }) => diary.of('told', sinceMs))
    .filter((turn) => turn.address === address)
    .map(({ atMs }) => atMs)
  const spanMs = Math.max(...told) - Math.min(...told) + LATE_MS
  return told.length < 2 ? 0 : ((told.length - 1) * 1_000) / spanMs
}

export const rollingRestart: Scenario = {
  id: 'c7',
  promise:
    'every node is restarted in turn and nobody notices: no stream breaks and no message fails',
  async run(stage) {
    const { recorder, isLarge } = stage
    const size = isLarge ? 'large' : 'short'
    // No balancer to wait for: clients try another node by themselves.
    const { nodes } = await stage.start({
      nodeCount: 3,
      env: { DRAIN_WAIT_MS: '0' },
      timing: patientTiming,
    })
    const rooms = await stage.openRooms(ROOMS[size], 4)
    await until(() => stage.readers.every(({ isLive }) => isLive))
    const startedMs = performance.now()

    let isOver = false
    const talking = rooms.map(async (room) => {
      while (!isOver) await room.talk({ messages: 4, overMs: 1_500, noteEvery: 2 })
    })
    const exitsMs: number[] = []
    const rates: number[] = []
    for (const node of Array.from({ length: TURNS[size] }, () => nodes).flat()) {
      const sinceMs = performance.now()
      exitsMs.push(await node.terminate())
      rates.push(moveRate(stage, node, sinceMs))
      await node.start()
      recorder.fault('restart of a node')
    }
    isOver = true
    await Promise.all(talking)
    await stage.quiesce()

    const absencesMs = stage.readers.flatMap(({ diary }) => diary.absencesMs(startedMs))
    const moves = stage.readers.flatMap(({ diary }) => diary.of('told', startedMs)).length
    recorder.figure('readers that moved', moves, { unit: '' })
    recorder.figure('streams that broke', absencesMs.length, { mark: 0, unit: '' })
    recorder.figure('slowest exit', Math.max(...exitsMs), { mark: MARKS.exitMs })
    recorder.figure('fastest move', Math.max(...rates), { mark: MARKS.movesPerSecond, unit: '/s' })
    const refused = [...recorder.intents.values()].filter(({ refusedWith }) => refusedWith !== null)
    recorder.figure('messages that failed', refused.length, { mark: 0, unit: '' })
    if (moves === 0) recorder.observe('harmless', 'nobody was asked to move')
  },
}
