import type { ConversationJob } from '../client/scenario.ts'
import { openStage } from '../stage/stage.ts'
import { type Comparison, compare } from './compare.ts'
import { measureWindow } from './measure-window.ts'
import type { Column, Suite } from './suite.ts'

interface ConversationsOptions extends Pick<Comparison, 'title' | 'about' | 'variants' | 'base'> {
  readonly rooms: number
  readonly load: ConversationJob['load']
  readonly nodes?: 1 | 2
  readonly repeats?: number
}

const closedColumns: readonly Column[] = [
  { figure: 'ackedPerS', title: 'acked/s', digits: 0, shows: 'spread' },
  { figure: 'ackedPerS', title: '×', digits: 2, shows: 'ratio' },
  { figure: 'deliveredPerS', title: 'delivered/s', digits: 0 },
  { figure: 'deliveredPerS', title: '×', digits: 2, shows: 'ratio' },
  { figure: 'ackP50Ms', title: 'ack p50 ms', digits: 1 },
  { figure: 'ackP99Ms', title: 'p99', digits: 1 },
  { figure: 'serverUs', title: 'server µs', digits: 0 },
  { figure: 'pgUs', title: 'PG µs', digits: 0 },
  { figure: 'clientUs', title: 'client µs', digits: 0 },
]

const openColumns: readonly Column[] = [
  { figure: 'deliveredP50Ms', title: 'delivered p50 ms', digits: 2, shows: 'spread' },
  { figure: 'deliveredP50Ms', title: '×', digits: 2, shows: 'ratio' },
  { figure: 'deliveredP99Ms', title: 'p99 ms', digits: 2, shows: 'spread' },
  { figure: 'deliveredP99Ms', title: '×', digits: 2, shows: 'ratio' },
  { figure: 'ackP50Ms', title: 'ack p50 ms', digits: 2 },
  { figure: 'ackP99Ms', title: 'p99', digits: 2 },
  { figure: 'serverUs', title: 'server µs', digits: 0 },
  { figure: 'pgUs', title: 'PG µs', digits: 0 },
]

/** Customers write and agents read: as fast as answers come, or at a steady pace. */
export function conversations(options: ConversationsOptions): Suite {
  const { rooms, load, nodes = 1, repeats = 5, ...words } = options
  const redis: Column = { figure: 'redisUs', title: 'Redis µs', digits: 0 }
  return compare({
    ...words,
    repeats,
    columns: [...('window' in load ? closedColumns : openColumns), ...(nodes === 2 ? [redis] : [])],
    async run(house, variant, timing) {
      const stage = await openStage(house, {
        variant,
        seed: { rooms, agents: rooms, messagesPerRoom: 0 },
        nodes,
      })
      try {
        await stage.prepare({ scenario: 'conversation', load, rooms: stage.rooms })
        const figures = await measureWindow(stage, timing, 'acked')
        await stage.finish()
        return figures
      } finally {
        await stage.close()
      }
    },
  })
}
