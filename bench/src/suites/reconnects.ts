import { openStage } from '../stage/stage.ts'
import { type Comparison, compare } from './compare.ts'
import type { Suite } from './suite.ts'

const CLIENTS = 5_000
const AGENTS = 10
const MESSAGES_PER_ROOM = 10
const MISSED = 5

interface ReconnectsOptions extends Pick<Comparison, 'title' | 'about' | 'variants' | 'base'> {
  /** How many come back at the same time. */
  readonly width: number
}

/** Everybody was cut off and comes back, each with messages to catch up on. */
export function reconnects({ width, ...words }: ReconnectsOptions): Suite {
  return compare({
    ...words,
    repeats: 3,
    columns: [
      { figure: 'totalMs', title: 'until the last one ms', digits: 0, shows: 'spread' },
      { figure: 'totalMs', title: '×', digits: 2, shows: 'ratio' },
      { figure: 'resumedP50Ms', title: 'p50 ms', digits: 0 },
      { figure: 'resumedP99Ms', title: 'p99 ms', digits: 0 },
      { figure: 'serverUs', title: 'server µs each', digits: 0 },
      { figure: 'pgUs', title: 'PG µs each', digits: 0 },
    ],
    async run(house, variant) {
      const seed = { rooms: CLIENTS, agents: AGENTS, messagesPerRoom: MESSAGES_PER_ROOM }
      const stage = await openStage(house, { variant, seed })
      try {
        const before = await stage.cpu()
        await stage.prepare({
          scenario: 'reconnect',
          rooms: stage.rooms,
          lastSeq: MESSAGES_PER_ROOM,
          missed: MISSED,
          width,
        })
        const after = await stage.cpu()
        const { totalMs = 0, resumedP50Ms = 0, resumedP99Ms = 0 } = await stage.mark()
        await stage.finish()
        return {
          totalMs,
          resumedP50Ms,
          resumedP99Ms,
          serverUs: (after.serverUs - before.serverUs) / CLIENTS,
          pgUs: (after.pgUs - before.pgUs) / CLIENTS,
        }
      } finally {
        await stage.close()
      }
    },
  })
}
