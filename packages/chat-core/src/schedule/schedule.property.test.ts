import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scheduleInput } from '../schemas.ts'
import { runs } from '../testing/runs.ts'
import {
  nextClockChangeMs,
  openMinutes,
  readClocks,
  type SlowClocks,
} from '../testing/slow-clocks.ts'
import { isOpenAt } from './is-open-at.ts'
import { nextClosing, nextOpening } from './next-opening.ts'
import type { Holiday, Interval, Schedule } from './schedule.ts'

const DAY_MS = 86_400_000
const WINDOW_DAYS = 8
const MINUTES_PER_DAY = 1_440

/** A stretch of days to ask about, as short as a failure should print it. */
interface Place {
  readonly timeZone: string
  readonly startMs: number
}

const known = new Map<string, SlowClocks>()
/** Read once: that takes much longer than all the rest. */
function clocksOf({ timeZone, startMs }: Place): SlowClocks {
  const key = `${timeZone} ${startMs}`
  const clocks = known.get(key) ?? readClocks(timeZone, startMs, WINDOW_DAYS)
  known.set(key, clocks)
  return clocks
}

const hardDays: readonly Place[] = (
  [
    ['Europe/Berlin', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25'],
    ['America/New_York', '2026-03-08'],
    ['America/New_York', '2026-11-01'],
    ['Australia/Lord_Howe', '2026-04-04'],
    ['Australia/Lord_Howe', '2026-10-03'],
    ['America/Sao_Paulo', '2018-02-18'],
    ['America/Sao_Paulo', '2018-11-04'],
    ['America/St_Johns', '2010-11-07'],
    ['America/St_Johns', '2011-03-13'],
    ['Antarctica/Casey', '2010-03-04'],
    ['Africa/Casablanca', '2026-02-15'],
    ['Africa/Casablanca', '2026-03-22'],
    ['Asia/Kathmandu', '2028-02-29'],
    ['Pacific/Apia', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
  ] as const
).map(([timeZone, date]) => ({
  timeZone,
  startMs: Date.parse(`${date}T12:00Z`) - 4 * DAY_MS,
}))

const minute = fc.oneof(
  fc.nat(MINUTES_PER_DAY - 1),
  fc.nat(47).map((half) => half * 30),
  fc.nat(8).map((half) => half * 30),
)

const intervals: fc.Arbitrary<Interval[]> = fc
  .tuple(fc.uniqueArray(minute, { maxLength: 6 }), fc.oneof(fc.constant(0), fc.nat(1_440)))
  .map(([minutes, overtime]) => {
    const edges = minutes.toSorted((one, other) => one - other)
    return edges.flatMap((fromMinute, index) => {
      const toMinute = edges[index + 1]
      if (index % 2 === 1 || toMinute === undefined) return []
      const isLast = edges[index + 3] === undefined
      const late = isLast ? Math.min(toMinute + overtime, fromMinute + MINUTES_PER_DAY) : toMinute
      return [{ fromMinute, toMinute: late }]
    })
  })

const hours = fc.option(
  fc.record({
    monday: intervals,
    tuesday: intervals,
    wednesday: intervals,
    thursday: intervals,
    friday: intervals,
    saturday: intervals,
    sunday: intervals,
  }),
  { freq: 8 },
)

function schedulesFor(place: Place): fc.Arbitrary<Schedule> {
  const holiday = fc.record({
    date: fc.constantFrom(...clocksOf(place).dates.map(({ date }) => date)),
    name: fc.constant('A holiday'),
    hours: intervals,
  })
  const holidays: fc.Arbitrary<Holiday[]> = fc.uniqueArray(holiday, {
    maxLength: 3,
    selector: ({ date }) => date,
  })
  return fc.record({ timeZone: fc.constant(place.timeZone), hours, holidays })
}

interface Case {
  readonly place: Place
  readonly schedule: Schedule
  /** Minutes of the place to ask about, beside all edges. */
  readonly asked: readonly number[]
  readonly second: number
}

const casesOf = (place: Place): fc.Arbitrary<Case> =>
  fc.record({
    place: fc.constant(place),
    schedule: schedulesFor(place),
    asked: fc.array(fc.integer({ min: MINUTES_PER_DAY, max: (WINDOW_DAYS - 1) * MINUTES_PER_DAY })),
    second: fc.nat(59),
  })

function compare({ place, schedule, asked, second }: Case): void {
  expect(scheduleInput.parse(schedule)).toEqual(schedule)
  const open = openMinutes(schedule, clocksOf(place))
  const end = open.length - MINUTES_PER_DAY
  const isoAt = (index: number) => new Date(place.startMs + index * 60_000).toISOString()
  const edges = open.flatMap((isOpen, index) =>
    index > MINUTES_PER_DAY && index < end && isOpen !== open[index - 1] ? [index] : [],
  )
  const scan = (from: number, to: boolean): string | undefined => {
    const index = edges.find((edge) => edge > from && open[edge] === to)
    return index === undefined ? undefined : isoAt(index)
  }
  const expectEdge = (said: string | null, known: string | undefined) => {
    if (known) expect(said).toBe(known)
    else if (said) expect(said >= isoAt(end)).toBe(true)
  }
  for (const index of [...asked, ...edges, ...edges.map((edge) => edge - 1)]) {
    const at = new Date(place.startMs + index * 60_000 + second * 1_000).toISOString()
    expect([at, isOpenAt(schedule, at)]).toEqual([at, open[index]])
    expectEdge(nextOpening(schedule, at), scan(index, true))
    expectEdge(nextClosing(schedule, at), scan(index, false))
  }
}

describe('a schedule, beside clocks that are read minute by minute', () => {
  test('SC-1, SC-2, SC-3, SC-4: says the same around the hardest days there have been', () => {
    fc.assert(fc.property(fc.constantFrom(...hardDays).chain(casesOf), compare), runs(400))
  })

  test('SC-1, SC-2, SC-3, SC-4: says the same where any zone of the world changes its clocks', () => {
    const anyPlace = fc
      .tuple(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.integer({ min: 0, max: 47 * 365 }),
      )
      .map(([timeZone, day]) => {
        const fromMs = Date.parse('1990-01-01T00:00Z') + day * DAY_MS
        return { timeZone, startMs: nextClockChangeMs(timeZone, fromMs) - 4 * DAY_MS }
      })
    fc.assert(fc.property(anyPlace.chain(casesOf), compare), runs(60))
  })
})
