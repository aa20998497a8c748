import { openStage } from '../stage/stage.ts'
import { type Comparison, compare } from './compare.ts'
import type { Suite } from './suite.ts'

const STEPS = [1_000, 5_000, 10_000] as const
const AGENTS = 10

const columnsOf = (sockets: number) => {
  const figure = `rssBytes${sockets}`
  const title = `RSS bytes each at ${sockets.toLocaleString('en')}`
  return { figure, title, digits: 0 }
}

/** Customers have the chat open and say nothing: what each of them costs the server in memory. */
export function idlers(words: Pick<Comparison, 'title' | 'about' | 'variants' | 'base'>): Suite {
  return compare({
    ...words,
    repeats: 2,
    columns: [
      ...STEPS.map(columnsOf),
      { figure: `rssBytes${STEPS.at(-1)}`, title: '×', digits: 2, shows: 'ratio' },
      { figure: 'heapBytes', title: 'heap and external', digits: 0 },
      { figure: 'setUpUs', title: 'server µs to open one', digits: 0 },
    ],
    async run(house, variant) {
      const seed = { rooms: STEPS[STEPS.length - 1] ?? 0, agents: AGENTS, messagesPerRoom: 5 }
      const stage = await openStage(house, { variant, seed })
      try {
        const figures: Record<string, number> = {}
        const empty = await stage.memory()
        const before = await stage.cpu()
        let open = 0
        for (const sockets of STEPS) {
          await stage.prepare({ scenario: 'idle', rooms: stage.rooms.slice(open, sockets) })
          open = sockets
          const after = await stage.cpu()
          const { rssBytes, heapBytes } = await stage.memory()
          figures[`rssBytes${sockets}`] = (rssBytes - empty.rssBytes) / sockets
          figures['heapBytes'] = (heapBytes - empty.heapBytes) / sockets
          figures['setUpUs'] = (after.serverUs - before.serverUs) / sockets
        }
        return figures
      } finally {
        await stage.close()
      }
    },
  })
}
