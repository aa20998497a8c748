import type { Interval, Schedule, Weekday } from '../schedule/schedule.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** The clocks of a zone, read minute by minute, and the dates of the calendar around them. */
export interface SlowClocks {
  readonly timeZone: string
  readonly startMs: number
  /** What the clocks show, a number that reads as year, month, day, hour and minute, and so compares by time. */
  readonly shown: readonly number[]
  readonly dates: readonly SlowDate[]
}

interface SlowDate {
  readonly date: string
  readonly weekday: Weekday
}

const numeric = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
const isoDate = new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC', ...numeric })
const nameOfDay = new Intl.DateTimeFormat('en', { timeZone: 'UTC', weekday: 'long' })
const digitsOf = (text: string): number => Number(text.replaceAll(/\D/g, ''))

/** Reads the clocks for some days. All it knows of zones and of the calendar is what Intl says. */
export function readClocks(timeZone: string, startMs: number, days: number): SlowClocks {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...numeric,
    hour: '2-digit',
    minute: '2-digit',
  })
  const minutes = (days * DAY_MS) / MINUTE_MS
  return {
    timeZone,
    startMs,
    shown: Array.from({ length: minutes }, (_, minute) =>
      digitsOf(clock.format(startMs + minute * MINUTE_MS)),
    ),
    dates: Array.from({ length: days + 8 }, (_, day) => {
      const noonMs = startMs + (day - 4) * DAY_MS
      return {
        date: isoDate.format(noonMs),
        weekday: nameOfDay.format(noonMs).toLowerCase() as Weekday,
      }
    }),
  }
}

/** The first hour from `fromMs` on after which a zone has another offset; `fromMs` if none comes in a year. */
export function nextClockChangeMs(timeZone: string, fromMs: number): number {
  const clock = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const offsetAt = (ms: number) => clock.format(ms).split(', ')[1]
  for (let hour = 1; hour < 366 * 24; hour += 1) {
    const ms = fromMs + hour * 60 * MINUTE_MS
    if (offsetAt(ms) !== offsetAt(fromMs)) return ms
  }
  return fromMs
}

/**
 * Whether a schedule is open, for each minute: SC-1 to SC-3, read out loud. A minute is open if, for some interval, the
 * clocks have by then shown its beginning or later, and will by then or later show less than its end.
 */
export function openMinutes(schedule: Schedule, { shown, dates }: SlowClocks): boolean[] {
  const open = shown.map(() => false)
  const edge = (day: number, minute: number): number => {
    const { date } = dates[day + Math.floor(minute / 1_440)] ?? { date: '9999-01-01' }
    const ofDay = minute % 1_440
    return digitsOf(date) * 10_000 + Math.floor(ofDay / 60) * 100 + (ofDay % 60)
  }
  const hoursOn = ({ date, weekday }: SlowDate): readonly Interval[] =>
    schedule.holidays.find((holiday) => holiday.date === date)?.hours ??
    schedule.hours?.[weekday] ?? [{ fromMinute: 0, toMinute: 1_440 }]
  for (const [day, date] of dates.entries())
    for (const { fromMinute, toMinute } of hoursOn(date)) {
      const [begin, end] = [edge(day, fromMinute), edge(day, toMinute)]
      const first = shown.findIndex((reading) => reading >= begin)
      const last = shown.findLastIndex((reading) => reading < end)
      if (first >= 0) for (let minute = first; minute <= last; minute += 1) open[minute] = true
    }
  return open
}
