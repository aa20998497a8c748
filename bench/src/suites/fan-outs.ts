import type { FanOutJob } from '../client/scenario.ts'
import { openStage } from '../stage/stage.ts'
import { type Comparison, compare } from './compare.ts'
import { measureWindow } from './measure-window.ts'
import type { Suite } from './suite.ts'

interface FanOutOptions extends Pick<Comparison, 'title' | 'about' | 'variants' | 'base'> {
  readonly watchers: number
  readonly watching: FanOutJob['watching']
  readonly perSecond: number
}

/** One customer writes, many agents have it on their screens. */
export function fanOuts({ watchers, watching, perSecond, ...words }: FanOutOptions): Suite {
  return compare({
    ...words,
    repeats: 5,
    columns: [
      { figure: 'serverUs', title: 'server µs per delivery', digits: 1, shows: 'spread' },
      { figure: 'serverUs', title: '×', digits: 2, shows: 'ratio' },
      { figure: 'deliveredPerS', title: 'deliveries/s', digits: 0 },
      { figure: 'deliveredP50Ms', title: 'delivered p50 ms', digits: 1 },
      { figure: 'lastP50Ms', title: 'to the last one ms', digits: 1 },
      { figure: 'clientUs', title: 'client µs', digits: 1 },
    ],
    async run(house, variant, timing) {
      const stage = await openStage(house, {
        variant,
        seed: { rooms: watchers, agents: watchers, messagesPerRoom: 0 },
      })
      try {
        await stage.prepare({
          scenario: 'fan-out',
          rooms: stage.rooms.slice(0, 1),
          watchers: stage.rooms.map(({ agent }) => agent),
          watching,
          perSecond,
        })
        const figures = await measureWindow(stage, timing, 'delivered')
        await stage.finish()
        return figures
      } finally {
        await stage.close()
      }
    },
  })
}
