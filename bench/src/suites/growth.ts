import { openDatabase } from '@shopbell/db'
import postgres, { type Sql } from 'postgres'
import { statementCost } from '../growth/statement-cost.ts'
import { storeUses } from '../growth/use-store.ts'
import type { Room } from '../people.ts'
import { readRooms } from '../stage/seed.ts'
import type { Column, Suite } from './suite.ts'

const MESSAGES_PER_ROOM = 50
const AGENTS = 20
const WARM_UP_TIMES = 30
const TIMES = 300
const ROOMS_PER_ACT = 50

/** Sequential scans of the two tables that grow. Counted when a connection ends, so the store's are to be closed. */
async function countScans(sql: Sql): Promise<number> {
  await sql`select pg_stat_force_next_flush()`
  const [row] = await sql<{ scans: number }[]>`
    select sum(seq_scan)::int as scans from pg_stat_user_tables
    where relname in ('rooms', 'messages') and schemaname = 'public'`
  return row?.scans ?? 0
}

/** Some rooms of all, others every time. */
function pick(rooms: readonly Room[]): readonly Room[] {
  const start = Math.floor(Math.random() * (rooms.length - ROOMS_PER_ACT))
  return rooms.slice(start, start + ROOMS_PER_ACT)
}

const timed = (name: string, title: string): Column[] => [
  { figure: `${name}Ms`, title: `${title} ms`, digits: 3, shows: 'spread' },
  { figure: `${name}Ms`, title: '×', digits: 2, shows: 'ratio' },
  { figure: `${name}Pages`, title: 'pages', digits: 1 },
]

/**
 * The same store on databases of different sizes, all with the same number of messages per room.
 * @param sizes numbers of rooms; the first is the one to compare with
 */
export function growth(sizes: readonly number[], repeats: number): Suite {
  const subjectOf = (rooms: number) => String(rooms * MESSAGES_PER_ROOM)
  const number = (value: number) => value.toLocaleString('en')
  return {
    title: 'A shop that grows',
    about:
      'Fifty messages per room. Time and pages as PostgreSQL counts them, per message or per page of fifty.',
    subjects: Object.fromEntries(
      sizes.map((rooms) => [
        subjectOf(rooms),
        `${number(rooms * MESSAGES_PER_ROOM)} messages in ${number(rooms)} rooms`,
      ]),
    ),
    base: subjectOf(sizes[0] ?? 0),
    repeats,
    columns: [
      ...timed('append', 'append'),
      ...timed('batch', 'in batches'),
      ...timed('latest', 'latest 50'),
      ...timed('inbox', 'inbox of 50'),
      { figure: 'scans', title: 'whole-table scans', digits: 0 },
    ],
    async run({ databases }, subject) {
      const rooms = Number(subject) / MESSAGES_PER_ROOM
      const seed = { rooms, agents: AGENTS, messagesPerRoom: MESSAGES_PER_ROOM, leanCopy: false }
      const url = await databases.planted(seed)
      const sql = postgres(url, { max: 1, onnotice: () => undefined })
      await sql.unsafe(`create extension if not exists pg_stat_statements;
        alter database ${new URL(url).pathname.slice(1)} set pg_stat_statements.track = 'top'`)
      const all = (await readRooms(sql)).rooms
      const before = await countScans(sql)
      const database = await openDatabase({ url })
      const figures: Record<string, number> = {}
      for (const { name, size, act } of await storeUses(database)) {
        for (let time = 0; time < WARM_UP_TIMES; time += 1) await act(pick(all))
        const times = Math.ceil(TIMES / Math.sqrt(size))
        const { ms, pages } = await statementCost(sql, times * size, async () => {
          for (let time = 0; time < times; time += 1) await act(pick(all))
        })
        figures[`${name}Ms`] = ms
        figures[`${name}Pages`] = pages
      }
      await database.close()
      figures['scans'] = (await countScans(sql)) - before
      await sql.end()
      return figures
    },
  }
}
